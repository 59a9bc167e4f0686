#!/bin/sh
# As the official bin/elasticsearch: -Ekey=value, ES_JAVA_OPTS, ES_PATH_CONF. Without own heap options 512 MB.
set -e
HOME_DIRECTORY=/usr/share/elasticsearch
exec /opt/java/bin/java -Xms512m -Xmx512m -XX:+UseSerialGC -XX:+ExitOnOutOfMemoryError -Djava.io.tmpdir="${ES_TMPDIR:-/tmp}" ${ES_JAVA_OPTS:-} \
  -Des.path.home="$HOME_DIRECTORY" -Des.distribution.type=docker -Dlog4j2.formatMsgNoLookups=true -cp "$HOME_DIRECTORY/lib/*" EsNode "$@"
