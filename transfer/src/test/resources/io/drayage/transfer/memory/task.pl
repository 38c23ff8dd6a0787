# A task with a memory region that a userfaultfd watches, as CRIU's restore leaves one: it sends the
# descriptor over lazy-pages.socket, then obeys commands on stdin. x86_64 only.
use strict;
use Socket;
$| = 1;
my ($socket, $pid, $base, $pages) = @ARGV;
$base = hex($base);
my $length = $pages * 4096;

sub at { return unpack("Q", pack("P", $_[0])); }

# mmap(private, anonymous, fixed-noreplace)
my $region = syscall(9, $base, $length, 3, 0x22 | 0x100000, -1, 0);
die "mmap: $!" if $region != $base;
my $fd = syscall(323, 02000000 | 04000);    # userfaultfd
die "userfaultfd: $!" if $fd < 0;
my $api = pack("QQQ", 0xAA, 0x2 | 0x4 | 0x8 | 0x40, 0);    # fork, remap, remove, unmap
die "UFFDIO_API: $!" if syscall(16, $fd, 0xc018aa3f, $api) != 0;

socket(my $link, AF_UNIX, SOCK_STREAM, 0) or die "socket: $!";
connect($link, pack_sockaddr_un($socket)) or die "connect: $!";
syswrite($link, pack("l", -77));            # a zombie: no descriptor follows
syswrite($link, pack("l", $pid));
{
  my $byte = "x";
  my $vector = pack("QQ", at($byte), 1);
  my $control = pack("QllLx4", 20, 1, 1, $fd);
  my $header = pack("QLx4QQQQlx4", 0, 0, at($vector), 1, at($control), 24, 0);
  die "sendmsg: $!" if syscall(46, fileno($link), $header, 0) != 1;
}
my $register = pack("QQQQ", $base, $length, 1, 0);
die "UFFDIO_REGISTER: $!" if syscall(16, $fd, 0xc020aa00, $register) != 0;
syscall(3, $fd);
print "ready\n";

sub sums {
  my ($address, $count) = @_;
  my @sums;
  for (my $i = 0; $i < $count; $i++) {
    push @sums, unpack("%64Q*", unpack("P4096", pack("Q", $address + $i * 4096)));
  }
  return join(" ", @sums);
}

while (my $line = <STDIN>) {
  my ($command, @args) = split(" ", $line);
  @args = map { $_ + 0 } @args;               # syscall() takes a string for an address
  if ($command eq "finish") {
    syswrite($link, pack("L", 0x52535446));
    close($link);
    print "done\n";
  } elsif ($command eq "read") {
    print "sums ", sums(@args), "\n";
  } elsif ($command eq "write") {    # one byte, by the kernel
    pipe(my $out, my $in);
    syswrite($in, chr($args[1]));
    die "read: $!" if syscall(0, fileno($out), $args[0], 1) != 1;
    print "done\n";
  } elsif ($command eq "dontneed") {
    die "madvise: $!" if syscall(28, $args[0], $args[1] * 4096, 4) != 0;
    print "done\n";
  } elsif ($command eq "unmap") {
    die "munmap: $!" if syscall(11, $args[0], $args[1] * 4096) != 0;
    print "done\n";
  } elsif ($command eq "protect") {    # none: splits the mapping
    die "mprotect: $!" if syscall(10, $args[0], $args[1] * 4096, $args[2]) != 0;
    print "done\n";
  } elsif ($command eq "move") {
    my $moved = syscall(25, $args[0], $args[2] * 4096, $args[2] * 4096, 3, $args[1]);
    die "mremap: $!" if $moved != $args[1];
    print "done\n";
  } elsif ($command eq "fork") {
    my $child = fork();
    if ($child == 0) {
      print "child ", sums(@args), "\n";
      exit(0);
    }
    print "forked\n";
  }
}
