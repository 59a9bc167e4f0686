set -eu
cp /config/rabbitmq.conf /tmp/rabbitmq.conf
echo "default_pass = $APP_PASSWORD" >> /tmp/rabbitmq.conf
# Debian's /usr/sbin/rabbitmq-server calls su, which only root may.
PATH=/usr/lib/rabbitmq/bin:$PATH
exec rabbitmq-server
