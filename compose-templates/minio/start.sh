set -eu
# Without this file MinIO would start with its well-known default password.
if [ ! -r /run/secrets/minio.env ]; then
  echo "/run/secrets/minio.env cannot be read: refusing to start without credentials" >&2
  exit 1
fi
exec minio server /var/tmp --address :9000 --console-address :9001
