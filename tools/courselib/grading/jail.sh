#!/bin/sh
# Runs COMMAND where it sees nothing but the system's programs, the PATHs (as they are, but read-only) and
# the empty folder WORK, which lives in memory and holds MEGABYTES at most. It has no network, no other
# processes, no rights, and when it has ended nothing of it is left. To be started by courselib/grading/jail.py as
#
#   unshare --user --map-root-user --mount --net --pid --ipc --fork --kill-child \
#       sh jail.sh ROOT WORK MEGABYTES PATH... -- COMMAND...
#
# COMMAND runs as process 1, with the rights of this script, so that what it starts by
#   setpriv --no-new-privs --bounding-set=-all --inh-caps=-all --ambient-caps=-all ...
# can neither end it nor look into it.
set -eu
root=$1 work=$2 megabytes=$3
shift 3

show() { # a path that exists outside appears inside
    if [ -d "$1" ]; then
        mkdir -p "$root$1"
        mount --rbind "$1" "$root$1"
    else
        mkdir -p "$root${1%/*}"
        : >"$root$1"
        mount --bind "$1" "$root$1"
    fi
    mount -o remount,bind,ro "$root$1"
}

mount --make-rprivate /
mount -t tmpfs -o "size=${megabytes}m,nr_inodes=20000,mode=755" tmpfs "$root"
for path in /bin /sbin /lib /lib32 /lib64 /libx32; do
    if [ -L "$path" ]; then cp -P "$path" "$root$path"; elif [ -d "$path" ]; then show "$path"; fi
done
show /usr
mkdir -p "$root/dev" "$root/etc" "$root/proc" "$root/tmp" "$root$work"
cp /etc/ld.so.cache "$root/etc/"
if [ -d /etc/alternatives ]; then cp -RP /etc/alternatives "$root/etc/"; fi
for path in /dev/null /dev/urandom; do
    : >"$root$path"
    mount --bind "$path" "$root$path"
done
while [ "$1" != -- ]; do
    show "$1"
    shift
done
shift
mount -t proc proc "$root/proc"
cd "$root"
mkdir old
pivot_root . old
cd /
umount -l /old
rmdir /old
exec "$@"
