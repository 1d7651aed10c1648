/* step-killer: runs a program and ends it, without warning, before one of the steps in which it or
   a child of it changes something on disk.

     step-killer MODE STEP FOLDER PROGRAM ARGUMENT…

   MODE  "program": the program alone is killed, and its children go on, as when the system runs out
         of memory; only steps of the program itself are counted.
         "all": everything that it started is killed at the same instant, as when the power fails;
         every step of it and its children is counted.
   STEP  1 is the first step; 0 kills nothing and counts.
   FOLDER  only what happens below it is a step (paths as the programs say them, or absolute).

   A step is a system call that makes, opens for truncation, writes, renames, links, removes or
   changes a file or folder; it is stopped before it begins, by ptrace(2), so no step is missed and
   the programs need not know.  The last line on descriptor 3 is the number of steps seen.  Status:
   that of the program, 137 where it was killed, 125 where tracing is not allowed. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ptrace.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <sys/wait.h>
#include <unistd.h>

enum { MOST = 4096 };
static pid_t traced[MOST];
static int count_of_traced;
static const char *folder;

static int is_traced(pid_t pid) {
  for (int i = 0; i < count_of_traced; i++)
    if (traced[i] == pid) return 1;
  return 0;
}

static void remember(pid_t pid) {
  if (!is_traced(pid) && count_of_traced < MOST) traced[count_of_traced++] = pid;
}

static void forget(pid_t pid) {
  for (int i = 0; i < count_of_traced; i++)
    if (traced[i] == pid) traced[i] = traced[--count_of_traced];
}

/* Reads a path out of another process; empty where it cannot. */
static void read_path(pid_t pid, unsigned long long address, char *path, size_t size) {
  path[0] = 0;
  size_t done = 0;
  while (done + 1 < size) {
    /* Not across a page's end in one go: the next page may not be there. */
    size_t part = 4096 - ((address + done) & 4095);
    if (part > size - 1 - done) part = size - 1 - done;
    struct iovec here = {path + done, part}, there = {(void *)(address + done), part};
    ssize_t got = process_vm_readv(pid, &here, 1, &there, 1, 0);
    if (got <= 0) break;
    if (memchr(path + done, 0, got)) return;
    done += got;
  }
  path[done] = 0;
}

/* Whether a path is below the folder; a relative one is taken from the process's own place. */
static int is_below(pid_t pid, const char *path) {
  char whole[8192];
  if (path[0] == '/') {
    snprintf(whole, sizeof whole, "%s", path);
  } else {
    char link[64], place[4096];
    snprintf(link, sizeof link, "/proc/%d/cwd", pid);
    ssize_t got = readlink(link, place, sizeof place - 1);
    if (got < 0) return 1;
    place[got] = 0;
    snprintf(whole, sizeof whole, "%s/%s", place, path);
  }
  return strncmp(whole, folder, strlen(folder)) == 0;
}

static int is_below_at(pid_t pid, int place, unsigned long long address) {
  char path[4096];
  read_path(pid, address, path, sizeof path);
  if (path[0] == '/' || place == AT_FDCWD) return is_below(pid, path);
  char link[64], at[4096], whole[8300];
  snprintf(link, sizeof link, "/proc/%d/fd/%d", pid, place);
  ssize_t got = readlink(link, at, sizeof at - 1);
  if (got < 0) return 1;
  at[got] = 0;
  snprintf(whole, sizeof whole, "%s/%s", at, path);
  return is_below(pid, whole);
}

static int is_file_below(pid_t pid, int descriptor) {
  char link[64], path[4096];
  snprintf(link, sizeof link, "/proc/%d/fd/%d", pid, descriptor);
  ssize_t got = readlink(link, path, sizeof path - 1);
  if (got < 0) return 0;
  path[got] = 0;
  return path[0] == '/' && is_below(pid, path);
}

/* Whether a system call is about to change something below the folder. */
static int is_step(pid_t pid, unsigned long long number, const unsigned long long *a) {
  const int changing = O_CREAT | O_TRUNC;
  char path[4096];
  switch (number) {
#ifdef SYS_open
    case SYS_open:
      if (!(a[1] & changing)) return 0;
      read_path(pid, a[0], path, sizeof path);
      return is_below(pid, path);
    case SYS_creat: case SYS_unlink: case SYS_rmdir: case SYS_mkdir: case SYS_chmod:
    case SYS_rename:
      read_path(pid, a[0], path, sizeof path);
      return is_below(pid, path);
    case SYS_link: case SYS_symlink:
      read_path(pid, a[1], path, sizeof path);
      return is_below(pid, path);
#endif
    case SYS_truncate:
      read_path(pid, a[0], path, sizeof path);
      return is_below(pid, path);
    case SYS_openat:
      return (a[2] & changing) && is_below_at(pid, (int)a[0], a[1]);
    case SYS_unlinkat: case SYS_mkdirat: case SYS_fchmodat:
#ifdef SYS_renameat
    case SYS_renameat:
#endif
    case SYS_renameat2:
      return is_below_at(pid, (int)a[0], a[1]);
    case SYS_linkat:
      return is_below_at(pid, (int)a[2], a[3]);
    case SYS_symlinkat:
      return is_below_at(pid, (int)a[1], a[2]);
    case SYS_write: case SYS_pwrite64: case SYS_writev: case SYS_pwritev:
    case SYS_ftruncate: case SYS_fchmod:
      return is_file_below(pid, (int)a[0]);
    default: return 0;
  }
}

/* The process to which a thread belongs. */
static pid_t process_of(pid_t thread) {
  char name[64], line[256];
  snprintf(name, sizeof name, "/proc/%d/status", thread);
  FILE *file = fopen(name, "r");
  pid_t found = thread;
  if (!file) return found;
  while (fgets(line, sizeof line, file))
    if (sscanf(line, "Tgid: %d", &found) == 1) break;
  fclose(file);
  return found;
}

static void end_all(void) {
  for (int i = 0; i < count_of_traced; i++) kill(traced[i], SIGKILL);
}

int main(int argc, char **argv) {
  if (argc < 5) return 124;
  const int kills_all = strcmp(argv[1], "all") == 0;
  const long wanted = atol(argv[2]);
  folder = argv[3];
  const pid_t program = fork();
  if (program < 0) return 125;
  if (program == 0) {
    if (ptrace(PTRACE_TRACEME, 0, 0, 0) != 0) _exit(125);
    raise(SIGSTOP);
    close(3);
    execvp(argv[4], argv + 4);
    _exit(127);
  }
  int status;
  if (waitpid(program, &status, 0) != program || !WIFSTOPPED(status)) return 125;
  const long options = PTRACE_O_TRACESYSGOOD | PTRACE_O_TRACEFORK | PTRACE_O_TRACEVFORK |
                       PTRACE_O_TRACECLONE | PTRACE_O_TRACEEXEC | PTRACE_O_EXITKILL;
  if (ptrace(PTRACE_SETOPTIONS, program, 0, options) != 0) {
    kill(program, SIGKILL);
    return 125;
  }
  remember(program);
  ptrace(PTRACE_SYSCALL, program, 0, 0);
  long steps = 0;
  int killed = 0, result = 0;
  pid_t pid;
  while ((pid = waitpid(-1, &status, __WALL)) > 0) {
    if (WIFEXITED(status) || WIFSIGNALED(status)) {
      if (pid == program) result = WIFEXITED(status) ? WEXITSTATUS(status) : 137;
      forget(pid);
      continue;
    }
    remember(pid);
    long signal = 0;
    const int stop = WSTOPSIG(status);
    if (stop == (SIGTRAP | 0x80)) {
      struct __ptrace_syscall_info info;
      if (ptrace(PTRACE_GET_SYSCALL_INFO, pid, sizeof info, &info) > 0 &&
          info.op == PTRACE_SYSCALL_INFO_ENTRY && !killed &&
          (kills_all || process_of(pid) == program) &&
          is_step(pid, info.entry.nr, (const unsigned long long *)info.entry.args) &&
          ++steps == wanted) {
        killed = 1;
        if (kills_all) {
          end_all();
        } else {
          kill(program, SIGKILL);
        }
        continue;
      }
    } else if (stop != SIGTRAP && !(stop == SIGSTOP)) {
      signal = stop;
    }
    ptrace(PTRACE_SYSCALL, pid, 0, signal);
  }
  dprintf(3, "%ld\n", steps);
  return killed ? 137 : result;
}
