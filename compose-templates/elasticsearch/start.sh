set -eu
home=/usr/share/elasticsearch
# The launcher of the official image writes into its config folder (keystore), so it gets a copy.
mkdir -p /tmp/config
cp -R "$home/config/." /tmp/config/
cp -f /config/elasticsearch.yml /tmp/config/elasticsearch.yml
export ES_PATH_CONF=/tmp/config ES_TMPDIR=/tmp
memory="-Xms$STACKYARD_HEAP -Xmx$STACKYARD_HEAP"
if [ -x "$home/bin/elasticsearch" ]; then
  export ES_JAVA_OPTS="$memory"
  exec "$home/bin/elasticsearch"
fi
# The offline image has no launcher. Its node reads elasticsearch.yml from its home only, so the settings are passed one by one.
java=java
[ -x /opt/java/bin/java ] && java=/opt/java/bin/java
set --
while IFS= read -r line; do
  case "$line" in ''|'#'*) ;; *) set -- "$@" "-E${line%%: *}=${line#*: }" ;; esac
done < /config/elasticsearch.yml
exec "$java" $memory -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError -Djava.io.tmpdir=/tmp -Des.path.home="$home" -Des.distribution.type=docker -Dlog4j2.formatMsgNoLookups=true -cp "$home/lib/*" EsNode "$@"
