#!/usr/bin/env bash
# The benchmark's peers: how a skilled person would move one container by hand with the tools that are there.
# Runs in a host of the lab as `env NAME=VALUE… bash peer.sh STEP`, with
#   ID       the container's name        DIR       its directory, in memory      ADDRESS  its address
#   PEER     the other host's address    COMPRESS  on, or off                    PROGRAM  the container's command, quoted
#   CGROUP   parent of podman's control group
# The two ends of a move wait, fully prepared, for a line on stdin; what they have done they tell on stdout, one word a line.
set -euo pipefail

# What was started in the background goes with the shell, however it ends.
trap 'jobs -p | xargs -r kill 2>/dev/null || :' EXIT
trap 'exit 143' TERM

tar_port=7101 page_port=7102
link=bench-$ID
runc() { command runc --log "$DIR/runc.log" "$@"; }
say() { echo "$1"; }
# CRIU's first error is the cause, its last ones are what came of it.
fail() {
  local log=${2:-$DIR/runc.log}
  [ -e "$log" ] || log=$DIR/runc.log
  echo "$1: $(grep -m 2 Error "$log" || tail -n 2 "$log")" >&2
  exit 1
}
await() { read -r _; }

pack() { if [ "$COMPRESS" = on ]; then zstd -q -1 -T0 -c; else cat; fi; }
unpack() { if [ "$COMPRESS" = on ]; then zstd -q -d -c; else cat; fi; }
send() { tar -C "$DIR/img" -b 256 -cf - . | pack >"/dev/tcp/$PEER/$tar_port"; }

# Accepts one connection, says so to nobody, and gives what comes to a command.
receive() {
  export -f unpack
  export COMPRESS DIR
  perl -MIO::Socket::INET -e '
    my $l = IO::Socket::INET->new(Listen => 1, LocalPort => shift, ReuseAddr => 1) or die "listen: $@";
    open my $r, ">", shift; close $r;
    my $c = $l->accept; open STDIN, "<&", $c; exec @ARGV' \
    "$tar_port" "$DIR/listening" bash -c "set -o pipefail; $1"
}

receive_images() { receive 'unpack | tar -b 256 -C "$DIR/img" -xf -'; }
receive_file() { receive 'unpack >"$DIR/archive"'; }

await_file() { until [ -e "$1" ]; do read -rt 0.001 _ <>"$DIR/never" || :; done; }

# A network namespace with the container's address, its link cut; packets for it are dropped while the link is.
network() {
  ip link delete "$link" 2>/dev/null || :
  ip netns delete "$ID" 2>/dev/null || :
  ip netns add "$ID"
  ip -batch - <<NET
link add $link address ee:ee:ee:ee:ee:ee type veth peer name eth0 address 02:dd:00:00:00:01 netns $ID
route replace blackhole $ADDRESS metric 4000
NET
  ip -n "$ID" -batch - <<NET
link set lo up
address add $ADDRESS/32 dev eth0
link set eth0 up
neighbour add 169.254.1.1 lladdr ee:ee:ee:ee:ee:ee dev eth0 nud permanent
route add 169.254.1.1 dev eth0 scope link
route add default via 169.254.1.1 dev eth0
NET
  printf 'link set %s up\nroute replace %s/32 dev %s\n' "$link" "$ADDRESS" "$link" >"$DIR/join"
}

cut_off() { say cut; ip link set "$link" down; }

prepare() {
  mkdir -p "$DIR"/{img,work,root/{proc,dev,tmp,sys,run,etc,usr/local/lib/drayage-lab}}
  mkfifo "$DIR/never"
  [ -e "$DIR/root/dev/null" ] || mknod -m 666 "$DIR/root/dev/null" c 1 3 # runc makes it where it starts the container, not where it restores
  [ -e "$DIR/root/dev/urandom" ] || mknod -m 666 "$DIR/root/dev/urandom" c 1 9
  cp -p /usr/local/lib/drayage-lab/memory-workload "$DIR/root/usr/local/lib/drayage-lab/"
  network
  # The network is cut by hand before the dump, so CRIU's own lock, which costs up to 100 ms, is skipped. The link comes up when
  # the sockets exist, and before the tasks run.
  printf 'network-lock skip\ntcp-established\n' >"$DIR/criu.conf"
  cat >"$DIR/join.sh" <<JOIN
#!/bin/sh
# CRIU closes stdin; ip would open its socket in that place, and the batch file over it.
[ "\$CRTOOLS_SCRIPT_ACTION" = pre-resume ] && exec ip -batch "$DIR/join" </dev/null
exit 0
JOIN
  chmod 755 "$DIR/join.sh"
}

start() {
  ip -batch "$DIR/join"
  runc run -d --bundle "$DIR" "$ID" </dev/null >/dev/null 2>&1 || fail "runc run"
}

checkpoint() { runc checkpoint --tcp-established --image-path "$DIR/img" --work-path "$DIR/work" "$@" "$ID" || fail "runc checkpoint" "$DIR/work/dump.log"; }

restore() {
  runc restore -d --tcp-established --image-path "$DIR/img" --work-path "$DIR/work" --bundle "$DIR" "$@" "$ID" \
    </dev/null >/dev/null 2>&1 || fail "runc restore" "$DIR/work/restore.log"
  say running
}

will_restore() { printf 'action-script "%s"\n' "$DIR/join.sh" >>"$DIR/criu.conf"; }

# runc checkpoint to memory, tar over the link, runc restore.
source_tar() {
  await
  cut_off
  checkpoint
  say sending
  send
}

destination_tar() {
  will_restore
  receive_images &
  await_file "$DIR/listening"
  say ready
  wait $!
  restore
}

# The pages through CRIU's page server into the destination's memory, the small images by tar.
source_pages() {
  await
  cut_off
  checkpoint --page-server "$PEER:$page_port"
  say sending
  send
}

destination_pages() {
  will_restore
  mkfifo "$DIR/status"
  criu page-server -D "$DIR/img" -W "$DIR/work" -o pages.log --address 0.0.0.0 --port "$page_port" --status-fd 3 3>"$DIR/status" &
  local pages=$!
  read -r -d '' -n 1 _ <"$DIR/status" || :
  receive_images &
  local images=$!
  await_file "$DIR/listening"
  say ready
  wait $images
  wait $pages
  restore
}

# The tasks first; CRIU's lazy-pages daemon brings the pages that they touch, and all others behind.
source_lazy() {
  mkfifo "$DIR/status"
  await
  cut_off
  checkpoint --lazy-pages --page-server "0.0.0.0:$page_port" --status-fd 3 3>"$DIR/status" &
  read -r -d '' -n 1 _ <"$DIR/status" || :
  say sending
  send
  wait $!
}

destination_lazy() {
  will_restore
  receive_images &
  await_file "$DIR/listening"
  say ready
  wait $!
  criu lazy-pages --page-server --address "$PEER" --port "$page_port" -D "$DIR/img" -W "$DIR/work" -o lazy.log &
  local pages=$!
  await_file "$DIR/work/lazy-pages.socket"
  restore --lazy-pages
  wait $pages || fail "criu lazy-pages" "$DIR/work/lazy.log"
}

# Podman: its archive goes through a pipe to the link while it is written; reading it needs a file, which lies in memory.
pod() {
  PODMAN_IGNORE_CGROUPSV1_WARNING=1 podman --cgroup-manager=cgroupfs --runtime runc --events-backend none --storage-driver overlay \
    --root "$DIR/storage" --runroot "$DIR/podman" "$@"
}

podman_image() {
  tar -C "$DIR/root" -c . | pod import -q - bench >/dev/null
  pod save -q -o "$DIR/image.tar" bench
}

podman_load() { pod load -q -i "$DIR/image.tar" >/dev/null; }

podman_start() {
  local words
  eval "words=($PROGRAM)"
  ip -batch "$DIR/join"
  pod run -d --name "$ID" --network "ns:/run/netns/$ID" --cgroup-parent "$CGROUP" --security-opt seccomp=unconfined --no-hosts \
    --log-driver none --systemd false --annotation "org.criu.config=$DIR/criu.conf" bench "${words[@]}" </dev/null >/dev/null
}

source_podman() {
  mkfifo "$DIR/archive"
  pack <"$DIR/archive" >"/dev/tcp/$PEER/$tar_port" &
  await
  cut_off
  say sending
  pod container checkpoint --export "$DIR/archive" --compress none --ignore-rootfs --ignore-volumes --tcp-established "$ID" >/dev/null
  wait $!
}

destination_podman() {
  will_restore
  receive_file &
  await_file "$DIR/listening"
  say ready
  wait $!
  pod container restore --import "$DIR/archive" --tcp-established </dev/null >/dev/null
  say running
}

# The floor: bare CRIU, one host, a process without a container, from one network namespace to another.
start_bare() {
  ip -batch "$DIR/join"
  # shellcheck disable=SC2086
  setsid nsenter --net="/run/netns/$ID" $DIR/root$COMMAND </dev/null >/dev/null 2>&1 &
  echo $! >"$DIR/pid"
  disown
}

move_bare() {
  local pid inode
  pid=$(<"$DIR/pid")
  inode=$(stat -Lc %i "/run/netns/$ID")
  await
  cut_off
  criu dump -t "$pid" -D "$DIR/img" -o dump.log --tcp-established --network-lock skip --manage-cgroups=ignore \
    --external "net[$inode]:bench" || fail "criu dump" "$DIR/img/dump.log"
  criu restore -d -D "$DIR/img" -o restore.log --tcp-established --network-lock skip --manage-cgroups=ignore \
    --inherit-fd "fd[9]:bench" --action-script "$TO/join.sh" 9<"/run/netns/$TO_ID" </dev/null >/dev/null 2>&1 ||
    fail "criu restore" "$DIR/img/restore.log"
  say running
}

clean() {
  [ ! -d "$DIR" ] || runc delete --force "$ID" 2>/dev/null || :
  [ ! -e "$DIR/pid" ] || kill -9 "$(<"$DIR/pid")" 2>/dev/null || :
  if [ -d "$DIR/storage" ]; then
    pod rm --force --time 0 "$ID" >/dev/null 2>&1 || :
    umount -l "$DIR/storage/overlay" 2>/dev/null || :
    for group in /sys/fs/cgroup/*"$CGROUP"; do [ ! -d "$group" ] || find "$group" -depth -type d -exec rmdir {} + 2>/dev/null || :; done
  fi
  ip link delete "$link" 2>/dev/null || :
  ip netns delete "$ID" 2>/dev/null || :
  ip route delete blackhole "$ADDRESS" metric 4000 2>/dev/null || :
  # Podman's own cleaning up goes on for a moment after its rm.
  local tries=100
  until rm -rf --one-file-system "$DIR" 2>/dev/null; do
    [ $((tries -= 1)) -gt 0 ] || { rm -rf --one-file-system "$DIR"; return 1; }
    sleep 0.05
  done
}

"$1"
