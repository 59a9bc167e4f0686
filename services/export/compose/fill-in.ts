import type { ContainerService, MountedFile } from '../../topology/types.ts';
import { derivationOf, keyOf } from '../kubernetes/secret-keys.ts';
import { findService } from '../kubernetes/scope.ts';
import { resolverOf, writeText } from '../kubernetes/values.ts';
import { secretParts, wordParts } from './files.ts';
import type { ComposeScope } from './input.ts';
import { secretVariable, secretVariables } from './variables.ts';

/** Quotes for a POSIX shell, without the first and the last. */
const inner = (text: string): string => text.replaceAll("'", String.raw`'\''`);

/**
 * A POSIX shell program that makes .env and the files below secrets/: it needs nothing but what every Linux and macOS has, since the
 * machine that runs the stack has Docker, and Node or Stackyard perhaps not.
 */
export function fillIn(scope: ComposeScope): string {
  const variables = [...secretVariables(scope).values()];
  const files = scope.services.flatMap((service) => [
    ...secretFiles(scope, service),
    ...wordParts(scope, service).map(({ file, variable }) => `write ${file} "$${variable}"`),
  ]);
  const hashes = hashed(scope);
  return [
    start,
    ...(variables.length === 0 ? [] : [functions, ...variables.map(({ name, generate, what }) => (generate === undefined ? `ask ${name} '${inner(what)}'` : `generate ${name} ${generate}`)), '[ -z "$missing" ] || fail "fill these in in .env, then run this again:$missing"', ...variables.map(({ name }) => `${name}=$(value ${name})`), '']),
    ...(hashes.length === 0 ? [] : [hashFunctions, ...hashes.map((name) => `HASH_${name}=$(rabbitmq_hash "$${name}")`), '']),
    ...(files.length === 0 ? [] : [writeFunction, ...files, '']),
    end,
  ].join('\n');
}

function secretFiles(scope: ComposeScope, service: ContainerService): readonly string[] {
  const parts = secretParts(service);
  return service.files.filter(({ secret }) => secret).map((file, index) => `write ${parts[index]?.file ?? ''} '${content(scope, file)}'`);
}

function content(scope: ComposeScope, { content: text }: MountedFile): string {
  const resolver = resolverOf(scope, (reference) => {
    const of = derivedFrom(scope, reference);
    return `'"$${of === undefined ? secretVariable(scope, { service: reference.service, key: keyOf(reference) }) : `HASH_${of}`}"'`;
  });
  return writeText(text, resolver, inner);
}

type SecretReference = Parameters<typeof keyOf>[0];

/** The variable that a derived value is computed from; undefined where it must be given. */
function derivedFrom(scope: ComposeScope, { to, service, key }: SecretReference): string | undefined {
  const derivation = to === 'derived' ? derivationOf(findService(scope, service), key) : undefined;
  return derivation === undefined ? undefined : secretVariable(scope, { service, key: keyOf({ to: 'secret', service, key: derivation.of }) });
}

/** Variables whose hash stands in some file. */
function hashed(scope: ComposeScope): readonly string[] {
  const found = new Set<string>();
  for (const { content: text } of scope.services.flatMap(({ files }) => files.filter(({ secret }) => secret))) {
    writeText(text, resolverOf(scope, (reference) => {
      const of = derivedFrom(scope, reference);
      if (of !== undefined) found.add(of);
      return '';
    }), () => '');
  }
  return [...found];
}

const start = String.raw`#!/bin/sh
# Makes up the passwords that .env lacks, and writes the files below secrets/ from it. What you filled in stays as it is.
# Run it once before the first start, and again after every change of .env:
#
#   sh fill-in.sh
#   docker compose up --detach --wait
set -eu
cd "$(dirname "$0")"
umask 077

fail() {
  echo "fill-in.sh: $*" >&2
  exit 1
}

[ -e .env ] || cp .env.example .env
`;

const functions = String.raw`# The value of a name in .env. Compose reads the same file by rules of its own: what it could read in another way is refused.
value() {
  text=$(sed -n "s/^$1=//p" .env | tail -n 1)
  case $text in
    "'"*"'")
      text=\${text#?}
      text=\${text%?}
      case $text in *"'"*) fail ".env: $1 may hold no single quote" ;; esac
      ;;
    *[!A-Za-z0-9._~:/@%+,=-]*) fail ".env: write the value of $1 between single quotes" ;;
  esac
  printf '%s' "$text"
}

# A name that has no value gets one of so many letters and digits.
generate() {
  old=$(value "$1")
  [ -z "$old" ] || return 0
  new=$(head -c $(($2 * 16 + 512)) /dev/urandom | LC_ALL=C tr -dc 'A-Za-z0-9' | cut -c "1-$2")
  [ "\${#new}" -eq "$2" ] || fail "/dev/urandom gave too little"
  # By the shell itself: words of another program could be seen by everybody.
  placed=
  while IFS= read -r line || [ -n "$line" ]; do
    case $line in
      "$1="*) line=$1=$new placed=1 ;;
    esac
    printf '%s\n' "$line"
  done <.env >.env.new
  [ -n "$placed" ] || printf '%s=%s\n' "$1" "$new" >>.env.new
  mv .env.new .env
  echo "fill-in.sh: made up $1"
}

missing=
ask() {
  old=$(value "$1")
  [ -n "$old" ] || missing="$missing
  $1: $2"
}
`.replaceAll('\\${', '${');

const hashFunctions = String.raw`sha256() {
  if command -v sha256sum >/dev/null; then sha256sum; else shasum -a 256; fi | cut -c 1-64
}

# Bytes of hexadecimal digits.
bytes() {
  rest=$1
  while [ -n "$rest" ]; do
    more=\${rest#??}
    pair=\${rest%"$more"}
    rest=$more
    printf "\\$(printf %03o "0x$pair")"
  done
}

# As RabbitMQ keeps a password: four bytes of salt, and the digest of both.
rabbitmq_hash() {
  salt=$(printf 'stackyard rabbitmq salt %s' "$1" | sha256 | cut -c 1-8)
  digest=$({ bytes "$salt" && printf '%s' "$1"; } | sha256)
  bytes "$salt$digest" | base64
}
`.replaceAll('\\${', '${');

const writeFunction = String.raw`# The containers' users read the file itself, and nobody else gets into the folder. What it says already is left as it is.
write() {
  mkdir -p "$(dirname "$1")"
  printf '%s' "$2" >"$1.new"
  chmod 0444 "$1.new"
  if cmp -s "$1.new" "$1"; then
    rm -f "$1.new"
  else
    mv -f "$1.new" "$1"
    echo "fill-in.sh: wrote $1"
  fi
}
`;

const end = String.raw`for folder in config resources tools; do
  if [ -d "$folder" ]; then chmod -R a+rX "$folder"; fi
done
echo "fill-in.sh: everything is filled in. Next: docker compose up --detach --wait"
`;
