/*
 * LAB ONLY, NEVER SHIPPED.
 *
 * A development machine may run as root without CAP_SYS_RESOURCE. The kernel then refuses
 * prlimit64() on another user's process, and CRIU cannot dump a container that does not run as
 * root. Preloaded into criu alone, this library answers such a refused query from
 * /proc/PID/limits, which says the same. Real hosts have the capability and never load it.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>

/* The names in /proc/PID/limits, in the order of RLIMIT_CPU .. RLIMIT_RTTIME. */
static const char *const names[RLIM_NLIMITS] = {
	[RLIMIT_CPU] = "Max cpu time",
	[RLIMIT_FSIZE] = "Max file size",
	[RLIMIT_DATA] = "Max data size",
	[RLIMIT_STACK] = "Max stack size",
	[RLIMIT_CORE] = "Max core file size",
	[RLIMIT_RSS] = "Max resident set",
	[RLIMIT_NPROC] = "Max processes",
	[RLIMIT_NOFILE] = "Max open files",
	[RLIMIT_MEMLOCK] = "Max locked memory",
	[RLIMIT_AS] = "Max address space",
	[RLIMIT_LOCKS] = "Max file locks",
	[RLIMIT_SIGPENDING] = "Max pending signals",
	[RLIMIT_MSGQUEUE] = "Max msgqueue size",
	[RLIMIT_NICE] = "Max nice priority",
	[RLIMIT_RTPRIO] = "Max realtime priority",
	[RLIMIT_RTTIME] = "Max realtime timeout",
};

typedef long (*syscall_fn)(long, ...);
static syscall_fn next_syscall;

__attribute__((constructor)) static void start(void)
{
	next_syscall = (syscall_fn)dlsym(RTLD_NEXT, "syscall");
	unsetenv("LD_PRELOAD"); /* criu's own children run without it */
}

static rlim_t number(const char *word)
{
	return strcmp(word, "unlimited") == 0 ? RLIM_INFINITY : (rlim_t)strtoull(word, NULL, 10);
}

static int limit_from_proc(long pid, long resource, struct rlimit *limit)
{
	char path[64], line[256], soft[32], hard[32];
	int found = -1;

	if (resource < 0 || resource >= RLIM_NLIMITS)
		return -1;
	snprintf(path, sizeof(path), "/proc/%ld/limits", pid);
	FILE *limits = fopen(path, "re");
	if (!limits)
		return -1;
	size_t length = strlen(names[resource]);
	while (found < 0 && fgets(line, sizeof(line), limits))
		if (strncmp(line, names[resource], length) == 0 &&
		    sscanf(line + length, "%31s %31s", soft, hard) == 2) {
			limit->rlim_cur = number(soft);
			limit->rlim_max = number(hard);
			found = 0;
		}
	fclose(limits);
	return found;
}

long syscall(long call, ...)
{
	long a[6];
	va_list list;

	va_start(list, call);
	for (int i = 0; i < 6; i++)
		a[i] = va_arg(list, long);
	va_end(list);
	long result = next_syscall(call, a[0], a[1], a[2], a[3], a[4], a[5]);
	if (call == SYS_prlimit64 && result < 0 && errno == EPERM && !a[2] && a[3]) {
		if (limit_from_proc(a[0], a[1], (struct rlimit *)a[3]) == 0)
			return 0;
		errno = EPERM;
	}
	return result;
}
