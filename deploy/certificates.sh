#!/bin/sh
# Makes an authority and a certificate by it for one server, for trying and for tests:
#
#   deploy/certificates.sh <folder> [name …]     names of the server beside localhost; by default postgres
set -eu

folder=$1
shift
names=DNS:localhost,IP:127.0.0.1
for name in "${@:-postgres}"; do names=$names,DNS:$name; done

mkdir -p "$folder"
cd "$folder"
if [ ! -f authority.crt ]; then
  openssl req -x509 -newkey rsa:2048 -nodes -days 365 -subj '/CN=For trying' -keyout authority.key -out authority.crt
fi
printf 'subjectAltName=%s\n' "$names" >names
openssl req -newkey rsa:2048 -nodes -subj '/CN=localhost' -keyout server.key -out server.csr
openssl x509 -req -in server.csr -days 365 -extfile names -CA authority.crt -CAkey authority.key -CAcreateserial \
  -out server.crt
rm names server.csr
