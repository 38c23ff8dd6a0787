# Runs a command, starts it again when it fails, and holds descriptors for it meanwhile: systemd's
# descriptor store for a lab's host, which has no systemd (sd_notify(3): FDSTORE, FDNAME,
# FDSTOREREMOVE; sd_listen_fds(3): LISTEN_FDS, LISTEN_FDNAMES, LISTEN_PID).
#
#   perl keep-descriptors.pl SOCKET COMMAND [ARGUMENT...]
#
# It ends with the command when that exits with 0 or 143, or fails within 5 s while nothing is kept,
# and passes SIGTERM on to it. While a file SOCKET.hold exists it does not start the command again.
use strict;
use warnings;
use POSIX ();
use Socket;

my ($path, @command) = @ARGV;
my $arm = (POSIX::uname())[4] eq "aarch64";
my ($RECVMSG, $FCNTL, $CLOSE) = $arm ? (212, 25, 57) : (47, 72, 3);
my $FIRST = 256;    # those kept lie above what the command gets, from 3 on
my %kept;
my $child = 0;
my $stop = 0;
my $began = time;

unlink $path;
socket(my $socket, AF_UNIX, SOCK_DGRAM, 0) or die "socket: $!";
bind($socket, pack_sockaddr_un($path)) or die "bind $path: $!";
$SIG{CHLD} = sub { };
$SIG{TERM} = $SIG{INT} = sub { $stop = 1; kill("TERM", $child) if $child; };

sub start {
  my @names = sort keys %kept;
  $child = fork();
  die "fork: $!" unless defined $child;
  return if $child;
  my $fd = 3;
  POSIX::dup2($kept{$_}, $fd++) for @names;
  delete @ENV{qw(LISTEN_FDS LISTEN_FDNAMES LISTEN_PID)};
  if (@names) {
    @ENV{qw(LISTEN_FDS LISTEN_FDNAMES LISTEN_PID)} = (scalar(@names), join(":", @names), $$);
  }
  $ENV{NOTIFY_SOCKET} = $path;
  { no warnings; exec { $command[0] } @command; }
  print STDERR "exec $command[0]: $!\n";
  POSIX::_exit(127);
}

sub address { return unpack("Q", pack("P", $_[0])); }

sub waiting {
  my $ready = "";
  vec($ready, fileno($socket), 1) = 1;
  return select($ready, undef, undef, $_[0]) > 0;
}

sub receive {
  my $text = "\0" x 4096;
  my $control = "\0" x 24;
  vec($text, 0, 8) = 0;       # strings of their own, which the kernel may write into
  vec($control, 0, 8) = 0;
  my $vector = pack("QQ", address($text), 4096);
  my $header = pack("QLx4QQQQlx4", 0, 0, address($vector), 1, address($control), 24, 0);
  my $length = syscall($RECVMSG, fileno($socket), $header, 0x40000040);
  return if $length < 0;
  my ($bytes, $level, $type, $fd) = unpack("Qlll", $control);
  my $passed = $bytes >= 20 && $level == 1 && $type == 1;
  my %said = map { split(/=/, $_, 2) } grep { /=/ } split(/\n/, substr($text, 0, $length));
  my $name = $said{FDNAME} // "stored";
  if ($said{FDSTORE} && $passed) {
    my $copy = syscall($FCNTL, $fd, 1030, $FIRST);    # F_DUPFD_CLOEXEC
    if ($copy < 0) {
      print STDERR "cannot keep $name: $!\n";
    } else {
      syscall($CLOSE, $kept{$name}) if exists $kept{$name};
      $kept{$name} = $copy;
    }
  } elsif ($said{FDSTOREREMOVE} && exists $kept{$name}) {
    syscall($CLOSE, delete $kept{$name});
  }
  syscall($CLOSE, $fd) if $passed;    # for BARRIER=1 this is the answer
}

start();
while (1) {
  receive() if waiting(0.2);
  if (!$child) {
    exit 143 if $stop;
    next if -e "$path.hold";
    $began = time;
    start();
  }
  next unless waitpid($child, POSIX::WNOHANG()) == $child;
  my $code = $? & 127 ? 128 + ($? & 127) : $? >> 8;
  receive() while waiting(0);
  if ($stop || $code == 0 || $code == 143) {
    unlink $path;
    exit $code;
  }
  exit $code if !%kept && time - $began < 5 && !-e "$path.hold";
  $child = 0;
}
