# Passes on every connection to its own port to the address it is given, with what Debian's base image has: to the other side it is the client.
use strict;
use warnings;
use IO::Socket::INET;
use IO::Select;
my ($port, $target) = @ARGV;
$SIG{TERM} = sub { exit 0 };
$SIG{PIPE} = 'IGNORE';
$SIG{CHLD} = 'IGNORE';
my $listener = IO::Socket::INET->new(LocalPort => $port, Listen => 64, ReuseAddr => 1) or die "listen: $!";
while (my $client = $listener->accept) {
  if (fork) { close $client; next; }
  my $server = IO::Socket::INET->new(PeerAddr => $target) or exit 1;
  my $both = IO::Select->new($client, $server);
  while (my @ready = $both->can_read) {
    for my $from (@ready) {
      sysread($from, my $data, 65536) or exit 0;
      my $to = $from == $client ? $server : $client;
      for (my $at = 0; $at < length $data; ) { $at += syswrite($to, $data, length($data) - $at, $at) // exit 0; }
    }
  }
}
