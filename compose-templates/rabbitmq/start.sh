set -eu
# Debian's /usr/sbin/rabbitmq-server calls su, which only root may; the release's own script stands here.
PATH=/usr/lib/rabbitmq/bin:$PATH
exec rabbitmq-server
