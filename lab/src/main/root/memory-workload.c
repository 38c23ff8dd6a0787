/*
 * memory-workload: holds memory, dirties it at a given rate, and can tell whether every page is still what it wrote.
 *
 *   memory-workload [--port N] [--memory MIB] [--dirty MIB/S] [--working-set MIB] [--seed N] [--children K] [--threads T]
 *
 * Of every ten pages one is zero, five hold text-like lines (a quarter of each is random) and four are random, all from the seed.
 * A page that is not zero starts with its number and its version and ends with a checksum; a table of versions lies beside. The
 * dirtier's threads write whole pages anew, chosen at random from the working set, which is spread over the memory. Memory and rate
 * are shared evenly between this process and its K children; each has T threads that write.
 *
 * It answers on a TCP port, one line to one line, when all memory is filled:
 *
 *   beat     beat N                                 at once
 *   check    ok PAGES  |  bad COUNT first ADDRESS   after every page of every process was verified
 *   stats    written W pages P processes N threads T
 */
#define _GNU_SOURCE
#include <errno.h>
#include <getopt.h>
#include <malloc.h>
#include <inttypes.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

enum { PAGE = 4096, WORDS = PAGE / 8, LAST = WORDS - 1, STRIPES = 64, PAGES_OF_MIB = 256, MOST_CHILDREN = 64, TICK_MS = 10 };

struct options {
  long port, memory, dirty, working_set, seed, children, threads;
};

struct report {
  uint64_t pages, bad, first, written;
};

/* The pages whose number leaves the same remainder: their versions add up to one for each page that is not zero, and the writes. */
struct stripe {
  pthread_mutex_t lock;
  uint64_t written;
};

static struct options set = {7000, 64, 0, 0, 1, 0, 1};
static uint64_t *memory;
static uint32_t *versions;
static uint32_t pages;
static uint32_t process;
static struct stripe stripes[STRIPES];
static int children[MOST_CHILDREN];
static pthread_mutex_t asking = PTHREAD_MUTEX_INITIALIZER;

static void die(const char *what) {
  fprintf(stderr, "memory-workload: %s: %s\n", what, strerror(errno));
  exit(1);
}

static uint64_t next(uint64_t *state) { /* splitmix64 */
  uint64_t z = *state += 0x9e3779b97f4a7c15u;
  z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9u;
  z = (z ^ (z >> 27)) * 0x94d049bb133111ebu;
  return z ^ (z >> 31);
}

static uint64_t checksum(const uint64_t *page) {
  uint64_t sum = 0x6472617961676531u;
  for (int i = 0; i < LAST; i++) sum = (sum ^ page[i]) * 0x100000001b3u ^ sum >> 29;
  return sum;
}

static int is_zero(uint32_t number) { return number % 10 == 0; }

static void write_page(uint32_t number, uint32_t version) {
  static const char line[] = "the box goes from host to host, and nobody looks";
  uint64_t *page = memory + (size_t)number * WORDS, state = (uint64_t)set.seed << 40 ^ (uint64_t)process << 56;
  state ^= (uint64_t)number << 32 ^ version;
  (void)next(&state);
  if (number % 10 <= 5) {
    for (int i = 0; i < WORDS; i += 8) {
      page[i] = next(&state);
      page[i + 1] = next(&state);
      memcpy(page + i + 2, line, 48);
    }
  } else {
    for (int i = 0; i < WORDS; i++) page[i] = next(&state);
  }
  page[0] = (uint64_t)version << 32 | number;
  page[LAST] = checksum(page);
  versions[number] = version;
}

static int holds(uint32_t number) {
  const uint64_t *page = memory + (size_t)number * WORDS;
  if (is_zero(number)) {
    for (int i = 0; i < WORDS; i++)
      if (page[i]) return 0;
    return 1;
  }
  return page[0] == ((uint64_t)versions[number] << 32 | number) && page[LAST] == checksum(page);
}

/* Verifies all pages of this process, stripe by stripe, while the others go on being written. */
static struct report verify(void) {
  struct report report = {0};
  for (uint32_t s = 0; s < STRIPES; s++) {
    uint64_t sum = 0, expected = 0;
    pthread_mutex_lock(&stripes[s].lock);
    for (uint32_t number = s; number < pages; number += STRIPES) {
      report.pages++;
      expected += !is_zero(number);
      sum += versions[number];
      if (!holds(number) && !report.bad++) report.first = (uint64_t)(uintptr_t)(memory + (size_t)number * WORDS);
    }
    expected += stripes[s].written;
    report.written += stripes[s].written;
    if (sum != expected && !report.bad++) report.first = (uint64_t)(uintptr_t)&versions[s];
    pthread_mutex_unlock(&stripes[s].lock);
  }
  return report;
}

static struct report count(void) {
  struct report report = {.pages = pages};
  for (int s = 0; s < STRIPES; s++) {
    pthread_mutex_lock(&stripes[s].lock);
    report.written += stripes[s].written;
    pthread_mutex_unlock(&stripes[s].lock);
  }
  return report;
}

/* One dirtier thread: its share of the rate, in ticks. Ticks lost, as in a freeze, are not made up for. */
static void *dirty(void *number) {
  long writers = set.threads * (set.children + 1);
  uint64_t state = (uint64_t)set.seed << 16 ^ process << 8 ^ (uintptr_t)number, owed = 0;
  uint32_t wanted = (uint32_t)(set.working_set * PAGES_OF_MIB / (set.children + 1));
  if (wanted == 0 || wanted > pages) wanted = pages;
  uint32_t stride = pages / wanted;
  struct timespec tick = {0, TICK_MS * 1000000L};
  while (set.dirty == 0 || pages < 2) pause();
  for (;;) {
    for (owed += (uint64_t)set.dirty * PAGES_OF_MIB * TICK_MS; owed >= (uint64_t)writers * 1000; owed -= (uint64_t)writers * 1000) {
      uint32_t page = (uint32_t)(next(&state) % wanted) * stride;
      if (is_zero(page)) page = page + 1 < pages ? page + 1 : page - 1;
      struct stripe *stripe = &stripes[page % STRIPES];
      pthread_mutex_lock(&stripe->lock);
      write_page(page, versions[page] + 1);
      stripe->written++;
      pthread_mutex_unlock(&stripe->lock);
    }
    nanosleep(&tick, NULL);
  }
  return NULL;
}

static void hold(long all_pages) {
  pages = (uint32_t)(all_pages / (set.children + 1));
  memory = mmap(NULL, (size_t)pages * PAGE, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  versions = mmap(NULL, pages * sizeof *versions, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED || versions == MAP_FAILED) die("mmap");
  /* Pages one by one, as most programs' heaps have them. */
  madvise(memory, (size_t)pages * PAGE, MADV_NOHUGEPAGE);
  for (int s = 0; s < STRIPES; s++) pthread_mutex_init(&stripes[s].lock, NULL);
  for (uint32_t number = 0; number < pages; number++) {
    if (is_zero(number))
      memset(memory + (size_t)number * WORDS, 0, PAGE);
    else
      write_page(number, 1);
  }
}

static void start(void *(*body)(void *), void *argument) {
  pthread_t thread;
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setstacksize(&attributes, 128 << 10);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  if ((errno = pthread_create(&thread, &attributes, body, argument))) die("pthread_create");
}

static void start_dirtiers(void) {
  for (long i = 0; i < set.threads; i++) start(dirty, (void *)i);
}

/* A child's life: 'c' asks to verify, 's' to count; a closed socket ends it. */
static void child(int parent, long all_pages) {
  char question;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  hold(all_pages);
  start_dirtiers();
  while (read(parent, &question, 1) == 1) {
    struct report report = question == 'c' ? verify() : question == 's' ? count() : (struct report){0};
    if (write(parent, &report, sizeof report) != sizeof report) break;
  }
  exit(0);
}

static struct report ask_all(char question) {
  pthread_mutex_lock(&asking);
  for (long i = 0; i < set.children; i++)
    if (write(children[i], &question, 1) != 1) die("a child is gone");
  struct report all = question == 'c' ? verify() : count();
  for (long i = 0; i < set.children; i++) {
    struct report one;
    if (recv(children[i], &one, sizeof one, MSG_WAITALL) != sizeof one) die("a child is gone");
    if (one.bad && !all.bad) all.first = one.first;
    all.pages += one.pages, all.bad += one.bad, all.written += one.written;
  }
  pthread_mutex_unlock(&asking);
  return all;
}

static void *serve(void *argument) {
  int client = (int)(intptr_t)argument;
  FILE *in = fdopen(client, "r");
  char line[64], answer[160];
  uint64_t beats = 0;
  while (in && fgets(line, sizeof line, in)) {
    int length;
    if (!strcmp(line, "beat\n")) {
      length = snprintf(answer, sizeof answer, "beat %" PRIu64 "\n", ++beats);
    } else if (!strcmp(line, "check\n")) {
      struct report all = ask_all('c');
      length = all.bad ? snprintf(answer, sizeof answer, "bad %" PRIu64 " first 0x%" PRIx64 "\n", all.bad, all.first)
                       : snprintf(answer, sizeof answer, "ok %" PRIu64 "\n", all.pages);
    } else if (!strcmp(line, "stats\n")) {
      struct report all = ask_all('s');
      length = snprintf(answer, sizeof answer, "written %" PRIu64 " pages %" PRIu64 " processes %ld threads %ld\n", all.written, all.pages,
                        set.children + 1, set.threads);
    } else {
      length = snprintf(answer, sizeof answer, "unknown: say beat, check or stats\n");
    }
    if (send(client, answer, (size_t)length, MSG_NOSIGNAL) != length) break;
  }
  if (in)
    fclose(in);
  else
    close(client);
  return NULL;
}

static void listen_for_ever(void) {
  struct sockaddr_in any = {.sin_family = AF_INET, .sin_port = htons((uint16_t)set.port)};
  int on = 1, listener = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (listener < 0 || setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on) ||
      bind(listener, (struct sockaddr *)&any, sizeof any) || listen(listener, 64))
    die("cannot listen");
  for (;;) {
    int client = accept(listener, NULL, NULL);
    if (client < 0) continue;
    setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    start(serve, (void *)(intptr_t)client);
  }
}

static void end(int signal) {
  (void)signal;
  _exit(0);
}

static long number(const char *text, long least, long most) {
  char *rest;
  long value = strtol(text, &rest, 10);
  if (*rest || rest == text || value < least || value > most) {
    fprintf(stderr, "memory-workload: %s is not a number from %ld to %ld\n", text, least, most);
    exit(2);
  }
  return value;
}

int main(int argc, char **argv) {
  static const struct option names[] = {
      {"port", 1, 0, 'p'},     {"memory", 1, 0, 'm'},  {"dirty", 1, 0, 'd'}, {"working-set", 1, 0, 'w'}, {"seed", 1, 0, 's'},
      {"children", 1, 0, 'c'}, {"threads", 1, 0, 't'}, {0, 0, 0, 0}};
  for (int name; (name = getopt_long(argc, argv, "", names, NULL)) != -1;) switch (name) {
      case 'p': set.port = number(optarg, 1, 65535); break;
      case 'm': set.memory = number(optarg, 1, 1 << 20); break;
      case 'd': set.dirty = number(optarg, 0, 1 << 20); break;
      case 'w': set.working_set = number(optarg, 1, 1 << 20); break;
      case 's': set.seed = number(optarg, 0, 1L << 40); break;
      case 'c': set.children = number(optarg, 0, MOST_CHILDREN); break;
      case 't': set.threads = number(optarg, 1, 256); break;
      default: return 2;
    }
  if (set.working_set == 0) set.working_set = set.memory < 4 ? 1 : set.memory / 4;
  mallopt(M_ARENA_MAX, 1); /* nothing but the memory asked for */
  signal(SIGTERM, end); /* pid 1 of a container has no default actions */
  signal(SIGPIPE, SIG_IGN);
  long all_pages = set.memory * PAGES_OF_MIB;
  for (long i = 0; i < set.children; i++) {
    int pair[2];
    if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair)) die("socketpair");
    pid_t pid = fork();
    if (pid < 0) die("fork");
    if (pid == 0) {
      close(pair[0]);
      for (long j = 0; j < i; j++) close(children[j]);
      process = (uint32_t)i + 1;
      child(pair[1], all_pages);
    }
    close(pair[1]);
    children[i] = pair[0];
  }
  hold(all_pages);
  start_dirtiers();
  if (set.children) (void)ask_all('s'); /* answers when their memory is filled */
  listen_for_ever();
}
