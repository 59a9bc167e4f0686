set -eu
home=/usr/share/elasticsearch
# The launcher of the official image writes into its config folder (keystore), so it gets a copy.
mkdir -p /tmp/config
cp -R "$home/config/." /tmp/config/
cp -f /config/elasticsearch.yml /tmp/config/elasticsearch.yml
export ES_PATH_CONF=/tmp/config ES_TMPDIR=/tmp
export ES_JAVA_OPTS="-Xms$STACKYARD_HEAP -Xmx$STACKYARD_HEAP"
exec "$home/bin/elasticsearch"
