import type { Connection } from '../schema/openapi';
import type { SampleOptions } from './CodeSample';
import { literal } from './literal';
import { metadataUrl } from './metadataUrl';
import { targetOf } from './target';

const keys = `var (
	key   *ecdsa.PrivateKey
	jwk   map[string]string
	nonce string
)

func encode(bytes []byte) string { return base64.RawURLEncoding.EncodeToString(bytes) }

func check(err error) {
	if err != nil {
		fail(err.Error())
	}
}

func fail(message string) {
	fmt.Fprintln(os.Stderr, message)
	os.Exit(1)
}

// The private key never leaves this machine. Keep the file as you keep a password.
func loadKey() (enrolled bool) {
	text, err := os.ReadFile(keyFile)
	if os.IsNotExist(err) {
		fresh, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
		check(err)
		der, err := x509.MarshalPKCS8PrivateKey(fresh)
		check(err)
		text = pem.EncodeToMemory(&pem.Block{Type: "PRIVATE KEY", Bytes: der})
		check(os.WriteFile(keyFile, text, 0o600))
	} else {
		check(err)
	}
	block, rest := pem.Decode(text)
	parsed, err := x509.ParsePKCS8PrivateKey(block.Bytes)
	check(err)
	key = parsed.(*ecdsa.PrivateKey)
	x, y := key.PublicKey.X.FillBytes(make([]byte, 32)), key.PublicKey.Y.FillBytes(make([]byte, 32))
	jwk = map[string]string{"kty": "EC", "crv": "P-256", "alg": "ES256", "x": encode(x), "y": encode(y)}
	return strings.Contains(string(rest), "enrolled")
}

func rememberEnrolment() {
	file, err := os.OpenFile(keyFile, os.O_APPEND|os.O_WRONLY, 0o600)
	check(err)
	defer file.Close()
	_, err = file.WriteString("enrolled\\n")
	check(err)
}

type object = map[string]any

func sign(header, claims object) string {
	header["alg"] = "ES256"
	id := make([]byte, 16)
	_, err := rand.Read(id)
	check(err)
	claims["jti"] = encode(id)
	claims["iat"] = time.Now().Unix()
	head, _ := json.Marshal(header)
	body, _ := json.Marshal(claims)
	input := encode(head) + "." + encode(body)
	digest := sha256.Sum256([]byte(input))
	r, s, err := ecdsa.Sign(rand.Reader, key, digest[:])
	check(err)
	signature := append(r.FillBytes(make([]byte, 32)), s.FillBytes(make([]byte, 32))...)
	return input + "." + encode(signature)
}

func proof(method, url, token string) string {
	claims := object{"htm": method, "htu": strings.SplitN(url, "?", 2)[0], "nonce": nonce}
	if token != "" {
		digest := sha256.Sum256([]byte(token))
		claims["ath"] = encode(digest[:])
	}
	return sign(object{"typ": "dpop+jwt", "jwk": jwk}, claims)
}

func send(method, url string, headers map[string]string, body string) (int, []byte) {
	request, err := http.NewRequest(method, url, strings.NewReader(body))
	check(err)
	for name, value := range headers {
		request.Header.Set(name, value)
	}
	response, err := (&http.Client{Timeout: 30 * time.Second}).Do(request)
	check(err)
	defer response.Body.Close()
	text, err := io.ReadAll(response.Body)
	check(err)
	return response.StatusCode, text
}

func ask(method, url string, headers map[string]string, body string) object {
	status, text := send(method, url, headers, body)
	answer := object{}
	if status >= 300 || json.Unmarshal(text, &answer) != nil {
		fail(string(text))
	}
	return answer
}

`;

const main = `func main() {
	apiKey := os.Getenv("OAF_API_KEY")
	if apiKey == "" {
		fail("Set OAF_API_KEY to the API key")
	}
	enrolled := loadKey()

	// The server's challenge; every proof signs it.
	metadata := ask("GET", metadataURL, nil, "")
	nonce = ask("POST", metadata["nonce_endpoint"].(string), nil, "")["nonce"].(string)

	// Once: the temporary password enrols the public key.
	if !enrolled {
		password := os.Getenv("OAF_TEMPORARY_PASSWORD")
		if password == "" {
			fail("Set OAF_TEMPORARY_PASSWORD for the first run")
		}
		endpoint := metadata["registration_endpoint"].(string)
		body, _ := json.Marshal(object{"token_endpoint_auth_method": "private_key_jwt", "jwks": object{"keys": []any{jwk}}})
		ask("POST", endpoint, map[string]string{
			"Content-Type":  "application/json",
			"Authorization": "DPoP " + password,
			"DPoP":          proof("POST", endpoint, password),
		}, string(body))
		rememberEnrolment()
	}

	// Every five minutes: the key signs the challenge and gets an access token.
	endpoint := metadata["token_endpoint"].(string)
	form := url.Values{
		"grant_type":            {"client_credentials"},
		"client_assertion_type": {"urn:ietf:params:oauth:client-assertion-type:jwt-bearer"},
		"client_assertion": {sign(object{}, object{
			"iss": clientID, "sub": clientID, "aud": issuer, "exp": time.Now().Unix() + 60,
		})},
		"scope":    {scope},
		"resource": {resource},
	}
	token := ask("POST", endpoint, map[string]string{
		"Content-Type": "application/x-www-form-urlencoded",
		"DPoP":         proof("POST", endpoint, ""),
	}, form.Encode())["access_token"].(string)

	// Every call: access token, API key, and a fresh proof that the key is still here.
	status, text := send("GET", apiURL, map[string]string{
		"x-api-key":     apiKey,
		"Authorization": "DPoP " + token,
		"DPoP":          proof("GET", apiURL, token),
	}, "")
	fmt.Println(status, string(text))
}
`;

function settings(connection: Connection, options?: SampleOptions): string {
  const { title, resource, url } = targetOf(connection, options);
  return `// Calls ${title}. Needs Go 1.19 or newer, and nothing else.
package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha256"
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"time"
)

const (
	issuer      = ${literal(connection.issuer)}
	metadataURL = ${literal(metadataUrl(connection.issuer))}
	clientID    = ${literal(connection.clientId)}
	scope       = ${literal(connection.scopes.join(' '))}
	resource    = ${literal(resource)}
	apiURL      = ${literal(url)}
	keyFile     = clientID + ".key.pem"
)

`;
}

/** A Go program that calls an API by means of the standard library only. */
export function goSample(
  connection: Connection,
  options?: SampleOptions,
): string {
  return settings(connection, options) + keys + main;
}
