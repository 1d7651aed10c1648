#pragma once
#include <git2.h>
#include <git2/sys/odb_backend.h>
#include <git2/sys/repository.h>

/* Swift cannot call C variadics: every use of git_libgit2_opts goes through here. */

/* Lets repositories open that libgit2 1.5 would refuse for an extension that changes nothing of
   what is read here, or that is looked at right after opening (objectformat, partialclone). */
static inline int charter_git_accept_extensions(void) {
  const char *names[] = {"objectformat", "partialclone", "preciousobjects", "worktreeconfig"};
  return git_libgit2_opts(GIT_OPT_SET_EXTENSIONS, names, sizeof(names) / sizeof(names[0]));
}

/* Every object read is hashed again and compared with its name. */
static inline int charter_git_verify_hashes(void) {
  return git_libgit2_opts(GIT_OPT_ENABLE_STRICT_HASH_VERIFICATION, 1);
}

/* An empty path makes libgit2 read no file of that level. */
static inline int charter_git_set_search_path(git_config_level_t level, const char *path) {
  return git_libgit2_opts(GIT_OPT_SET_SEARCH_PATH, level, path);
}

/* Whether libgit2 refuses repositories of other users by its own reading of safe.directory. */
static inline int charter_git_set_owner_validation(int enabled) {
  return git_libgit2_opts(GIT_OPT_SET_OWNER_VALIDATION, enabled);
}
