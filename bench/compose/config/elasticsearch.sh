set -eu
# The launcher writes into its config folder, so it gets a copy.
mkdir -p /tmp/config
cp -R /usr/share/elasticsearch/config/. /tmp/config/
cp -f /config/elasticsearch.yml /tmp/config/elasticsearch.yml
export ES_PATH_CONF=/tmp/config ES_TMPDIR=/tmp
exec /usr/share/elasticsearch/bin/elasticsearch
