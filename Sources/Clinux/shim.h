#pragma once
#include <spawn.h>

/* glibc declares these under _GNU_SOURCE only, which Swift's Glibc module does not set. */

/* unistd.h: a pipe that is closed on exec from its birth, so that no child started by another
   thread at that moment can keep it open. */
extern int pipe2(int ends[2], int flags);

/* sys/mman.h: an anonymous file in memory. */
extern int memfd_create(const char *name, unsigned int flags);

/* spawn.h */
extern int posix_spawn_file_actions_addchdir_np(
    posix_spawn_file_actions_t *actions, const char *path);

#define CHARTER_MFD_CLOEXEC 1U
