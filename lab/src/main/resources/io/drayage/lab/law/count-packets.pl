# Counts the IPv4 packets between two addresses, in both directions, as the kernel passes them:
# count-packets.pl ADDRESS ADDRESS FILE. It writes "READINGS COUNT" into the file again and again.
use strict;
use Socket;
my ($here, $there, $file) = @ARGV;
my ($a, $b) = map { unpack 'N', inet_aton($_) } $here, $there;
# Classic BPF over the IPv4 header: source 12, destination 16; 7 takes it, 8 does not.
my @filter = (
  [0x20, 0, 0, 12], [0x15, 0, 2, $a],
  [0x20, 0, 0, 16], [0x15, 3, 4, $b],
  [0x15, 0, 3, $b], [0x20, 0, 0, 16], [0x15, 0, 1, $a],
  [0x06, 0, 0, 64], [0x06, 0, 0, 0]);
my $program = join '', map { pack 'SCCL', @$_ } @filter;
socket(my $packets, 17, SOCK_DGRAM, 0) or die "packet socket: $!";
setsockopt($packets, SOL_SOCKET, 26, pack 'Sx![Q]P', scalar @filter, $program) or die "filter: $!";
# Of no protocol until here, so that nothing came in before the filter: AF_PACKET is 17.
my $sll = pack 'SnlSCCa8', 17, 0x0800, 0, 0, 0, 0, '';
bind($packets, $sll) or die "bind: $!";
my ($count, $reads) = (0, 0);
while (1) {
  1 while defined recv $packets, my $data, 64, 0x40;
  # PACKET_STATISTICS of SOL_PACKET: what passed the filter since the last reading, read or dropped.
  $count += unpack 'L', getsockopt($packets, 263, 6);
  open my $out, '>', "$file.new" or die "$file: $!";
  print $out ++$reads, " $count\n";
  close $out;
  rename "$file.new", $file or die "$file: $!";
  select undef, undef, undef, 0.02;
}
