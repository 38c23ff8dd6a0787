# shellcheck shell=bash
# Building and testing, for ./dray, which sources this file only when it needs it. Expects: home, dist, stale.

say() { echo "dray: $*" >&2; }

as_root_or_say() { # as_root_or_say PACKAGES: why nothing is installed, when nobody may
  [[ $EUID == 0 ]] || { say "$1 is missing and only root may install it: install it, or run as root"; exit 1; }
}

apt_install() {
  as_root_or_say "$*"
  say "installing Debian packages: $*"
  mkdir -p "$home/target"
  {
    DEBIAN_FRONTEND=noninteractive apt-get -qy install --no-install-recommends "$@" ||
      { apt-get -qy update && DEBIAN_FRONTEND=noninteractive apt-get -qy install --no-install-recommends "$@"; }
  } > "$home/target/apt.log" 2>&1 < /dev/null ||
    { tail -n 20 "$home/target/apt.log" >&2; say "could not install $*: see above; all of it in $home/target/apt.log"; exit 1; }
}

apt_offers() {
  command -v apt-cache > /dev/null || return 1
  apt-cache show "$1" > /dev/null 2>&1 && return
  [[ $EUID == 0 ]] || return 1
  apt-get -qy update > /dev/null 2>&1 || true
  apt-cache show "$1" > /dev/null 2>&1
}

# Prints the home of a JDK that is new enough, and gets one when there is none.
jdk() {
  "$home/launcher/find-jdk" && return
  if [[ -z ${DRAY_IGNORE_JDK-} ]] && apt_offers openjdk-25-jdk-headless; then
    apt_install openjdk-25-jdk-headless
    "$home/launcher/find-jdk" && return
  fi
  local builder=$home/lab/src/main/root/build-root root
  [[ -x $builder ]] || { say "no JDK 25 found and none in Debian's packages here: install one and set JAVA_HOME"; exit 1; }
  as_root_or_say "JDK 25"
  say "no JDK 25 here nor in Debian's packages: taking the lab root's"
  root=$("$builder" --with-jdk | tail -n 1)
  "$home/launcher/jdk-from-root" "$root"
}

# One Maven at a time in this checkout; a second one waits, and then finds its work done.
lock() {
  [[ -w $home ]] || { say "cannot build in $home, which $(id -un) may not write to: make it writable, or copy it"; exit 1; }
  mkdir -p "$home/target"
  exec 9> "$home/target/build.lock"
  flock -n 9 || { say "another dray is building here: waiting for it"; flock 9; }
}

unlock() { exec 9>&-; }

# The model of the hand-over is checked by Spin, whose checker is a C program; attribute certificates by strongSwan.
prepare_checker() {
  local missing=()
  command -v spin > /dev/null || missing+=(spin)
  command -v cc > /dev/null || missing+=(gcc libc6-dev)
  command -v python3 > /dev/null || missing+=(python3-minimal)
  command -v pki > /dev/null || missing+=(strongswan-pki)
  [[ -e /usr/lib/ipsec/plugins/libstrongswan-openssl.so ]] || missing+=(libstrongswan-standard-plugins)
  [[ ${#missing[@]} == 0 ]] || apt_install "${missing[@]}"
}

# BIND for the tests of names: unpacked, not installed, so that no name server is started or left enabled on this machine. One that is
# installed is of no use: its AppArmor profile may keep it out of the tests' directories.
prepare_bind() {
  local cache=${DRAYAGE_CACHE:-/var/cache/drayage} package new
  [[ ! -x $cache/bind/usr/sbin/named ]] || return 0
  as_root_or_say "bind9 (for the tests)"
  say "unpacking Debian packages: bind9"
  new=$(mkdir -p "$cache" && mktemp -d "$cache/bind-XXXXXX")
  mkdir -p "$new/debs/partial" "$new/root"
  bind_packages "$new/debs" || { apt-get -qy update > /dev/null 2>&1 && bind_packages "$new/debs"; } ||
    { rm -rf "$new"; say "could not get bind9: see $home/target/apt.log"; exit 1; }
  for package in "$new"/debs/*.deb; do dpkg-deb -x "$package" "$new/root"; done
  rm -rf "$cache/bind"
  mv -T "$new/root" "$cache/bind"
  rm -rf "$new"
}

bind_packages() {
  apt-get -qy install --download-only --reinstall --no-install-recommends -o Dir::Cache::archives="$1" bind9 \
    > "$home/target/apt.log" 2>&1 < /dev/null
}

prepare_maven() {
  JAVA_HOME=$(jdk)
  export JAVA_HOME
  compgen -G "${MAVEN_USER_HOME:-$HOME/.m2}/wrapper/dists/*/*/bin/mvn" > /dev/null && return
  command -v curl > /dev/null && [[ -e /etc/ssl/certs/ca-certificates.crt ]] || apt_install curl ca-certificates
}

maven() { (cd "$home" && ./mvnw -B "$@" 9>&-); }

build() {
  lock
  if ! stale; then
    unlock
    return
  fi
  local log=$home/target/build.log began=$SECONDS
  prepare_maven
  say "building (the first time also downloads libraries); log: $log"
  touch "$home/target/stamp"
  if ! maven package -Dmaven.test.skip=true > >(tee "$log" | progress) 2>&1 < /dev/null; then
    sleep 0.2 # the log's last lines are still on their way
    grep -E '^\[(ERROR|WARNING)\]' "$log" | tail -n 30 >&2 || tail -n 30 "$log" >&2
    say "could not build: see above; all of it in $log"
    exit 1
  fi
  finish_dist
  say "built in $((SECONDS - began)) s"
  unlock
}

finish_dist() {
  printf '%s\n' "$JAVA_HOME" > "$dist/jdk"
  mv "$home/target/stamp" "$dist/stamp"
}

# Maven's output in, one line for each module out.
progress() {
  sed -un 's/^\[INFO\] Building Drayage \([a-z-]*\) .*\(\[[0-9/]*\]\)$/dray:   \2 \1/p; s/^\[INFO\] --- exec:.*(\(train-aot-cache\)).*/dray:   training the start-up cache/p' >&2
}

# A badly formatted file, a failed test, a crashed test JVM or a module that does not compile: all of them are told, and each
# fails the whole. A failed test keeps no other one from running, also not one of a module that depends on its own.
test_all() {
  lock
  prepare_maven
  prepare_checker
  prepare_bind
  rm -rf "$home"/*/target/{surefire,failsafe}-reports
  touch "$home/target/stamp"
  local log=$home/target/test.log format=0 build=0 tests=0
  maven -q spotless:check --fail-at-end < /dev/null || format=$?
  DRAY_NO_BUILD=1 maven verify -Dspotless.check.skip -Dmaven.test.failure.ignore --fail-at-end "$@" < /dev/null 2>&1 |
    tee "$log" || build=$?
  if grep -Eq '^\[ERROR\].*(forked VM|starting fork|in the fork|Crashed tests)' "$log"; then build=1; fi
  [[ ! -e $dist/app.aot ]] || finish_dist
  unlock
  ((format == 0)) || say "files are not formatted, see above: run ./mvnw -q spotless:apply"
  ((build == 0)) || say "the build failed, see above and $log; what depends on a failed module did not run"
  "$home/launcher/test-summary" "$home" || tests=$?
  exit $((format || build || tests))
}
