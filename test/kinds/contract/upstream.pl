# A small upstream in what Debian's base image has: says who it is, fails on demand, switches protocols.
use strict;
use warnings;
use IO::Socket::INET;
$SIG{TERM} = sub { exit 0 };
$SIG{PIPE} = 'IGNORE';
$SIG{CHLD} = 'IGNORE';
my $listener = IO::Socket::INET->new(LocalPort => 8080, Listen => 64, ReuseAddr => 1) or die "listen: $!";
open(my $file, '<', '/etc/hostname') or die $!;
chomp(my $hostname = <$file>);
my %seen;
while (my $client = $listener->accept) {
  my $head = '';
  while (defined(my $line = <$client>)) { last if $line =~ /^\r?\n$/; $head .= $line; }
  my ($method, $path) = $head =~ m{^(\S+) (\S+)} or next;
  my ($length) = $head =~ /^content-length: *(\d+)/im;
  read($client, my $body, $length) if $length;
  my ($status, $text) = ('200 OK', '');
  if ($path =~ m{^/flaky/(\w+)/(\d+)}) {
    my $count = ++$seen{"$method $1"};
    ($status, $text) = $count <= $2 ? ('503 Service Unavailable', "failure $count") : ('200 OK', "attempt $count");
  } elsif ($path =~ m{^/cut/(\w+)}) {
    # Read whole, then cut without an answer.
    if (++$seen{"cut $method $1"} == 1) { close $client; next; }
    $text = 'attempt ' . $seen{"cut $method $1"};
  } elsif ($path =~ m{/slow/(\d+)$}) {
    # In a process of its own, so that others are answered meanwhile.
    if (fork) { close $client; next; }
    select(undef, undef, undef, $1 / 1000);
    $text = "slow on $hostname";
    print $client "HTTP/1.1 200 OK\r\nContent-Length: ", length $text, "\r\nConnection: close\r\n\r\n", $text;
    exit 0;
  } elsif ($path =~ m{^/lame} && $hostname =~ /-2$/) {
    # The second replica is ill.
    ($status, $text) = ('503 Service Unavailable', "lame on $hostname");
  } elsif ($path eq '/big') {
    $text = 'compressible ' x 1000;
  } elsif ($path eq '/upgrade' && $head =~ /^upgrade: *websocket/im) {
    print $client "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\nhello";
    close $client;
    next;
  } elsif ($path eq '/headers') {
    $text = lc $head;
  } else {
    $text = "$method $path on $hostname";
  }
  print $client "HTTP/1.1 $status\r\nContent-Type: text/plain\r\nContent-Length: ", length $text, "\r\nConnection: close\r\n\r\n", $method eq 'HEAD' ? '' : $text;
  close $client;
}
