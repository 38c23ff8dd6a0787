# Becomes pid 1 of a host of the lab. Runs in the host's new namespaces, the mounts private already, with:
#   PID_FILE     where to write "pid starttime", as the machine sees them
#   CGROUPS      the cgroup.procs files to join
#   HOST         the host name
#   LOWER        the cached root
#   DISK         a directory on a real file system, with upper, work and data
#   MERGED       an empty directory
#   LOGS         shown as /var/log/drayage
#   SHARED       what to show read-only at its own path, one a line
#   HOSTS        the lab's names and addresses, for /etc/hosts
#   ROUTER       the pid whose network namespace to show as /run/drayage/router.netns; may be empty
#   DRAYAGE_LAB  LAB/HOST, by which `dray lab down` finds this process if all else is lost
set -eu

# The machine's /proc is still mounted here: it gives this process's pid outside the new pid namespace.
read -r stat </proc/self/stat
pid=${stat%% *}
set -- ${stat##*) }
echo "$pid ${20}" >"$PID_FILE.new"
mv "$PID_FILE.new" "$PID_FILE"
for procs in $CGROUPS; do echo 0 >"$procs"; done
hostname "$HOST"

mount -t overlay overlay -o "lowerdir=$LOWER,upperdir=$DISK/upper,workdir=$DISK/work" "$MERGED"
cd "$MERGED"
mount -t tmpfs -o mode=755 tmpfs run
mount -t tmpfs -o mode=1777 tmpfs tmp
mkdir -p run/lock var/lib/drayage var/log/drayage etc/drayage
mkdir -m 700 run/drayage
if [ -n "$ROUTER" ]; then
  : >run/drayage/router.netns
  mount --bind "/proc/$ROUTER/ns/net" run/drayage/router.netns
fi
printf '127.0.0.1 localhost\n%s\n' "$HOSTS" >etc/hosts
echo "$HOST" >etc/hostname
mount --bind "$DISK/data" var/lib/drayage
mount --bind "$LOGS" var/log/drayage
echo "$SHARED" | while read -r shared; do
  [ -n "$shared" ] || continue
  mkdir -p ".$shared"
  mount --bind "$shared" ".$shared"
  mount -o remount,bind,ro ".$shared"
done
mount -t proc proc proc
mount --rbind /sys sys
mount --rbind /dev dev
mount -t tmpfs -o mode=1777 tmpfs dev/shm
mkdir -p .outside
pivot_root . .outside
umount -l /.outside
rmdir /.outside
exec env -i "PATH=$PATH" HOME=/root LC_ALL=C.UTF-8 "DRAYAGE_LAB=$DRAYAGE_LAB" tini -- sleep infinity
