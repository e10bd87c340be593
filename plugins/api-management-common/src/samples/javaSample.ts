import type { Connection } from '../schema/openapi';
import type { SampleOptions } from './CodeSample';
import { literal } from './literal';
import { metadataUrl } from './metadataUrl';
import { targetOf } from './target';

const imports = `import java.io.IOException;
import java.math.BigInteger;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

`;

const keys = `    static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(30)).build();

    static PrivateKey privateKey;
    static String jwk;
    static String nonce;

    static String encode(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static RuntimeException fail(String message) {
        System.err.println(message);
        System.exit(1);
        return new IllegalStateException(message);
    }

    static String secret(String name, String message) {
        String value = System.getenv(name);
        if (value == null || value.isEmpty()) throw fail(message);
        return value;
    }

    // The private key never leaves this machine. Keep the file as you keep a password.
    static void makeKey() throws GeneralSecurityException, IOException {
        var generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        var pair = generator.generateKeyPair();
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Files.createFile(KEY_FILE, ownerOnly);
        Files.write(KEY_FILE, List.of(encode(pair.getPrivate().getEncoded()), encode(pair.getPublic().getEncoded())));
    }

    static boolean loadKey() throws GeneralSecurityException, IOException {
        if (!Files.exists(KEY_FILE)) makeKey();
        var lines = Files.readAllLines(KEY_FILE);
        var factory = KeyFactory.getInstance("EC");
        var decoder = Base64.getUrlDecoder();
        privateKey = factory.generatePrivate(new PKCS8EncodedKeySpec(decoder.decode(lines.get(0))));
        var point = ((ECPublicKey) factory.generatePublic(new X509EncodedKeySpec(decoder.decode(lines.get(1))))).getW();
        jwk = json(Map.of("kty", "EC", "crv", "P-256", "alg", "ES256",
            "x", coordinate(point.getAffineX()), "y", coordinate(point.getAffineY())));
        return lines.contains("enrolled");
    }

    static String coordinate(BigInteger number) {
        byte[] magnitude = number.toByteArray();
        byte[] fixed = new byte[32];
        int length = Math.min(magnitude.length, 32);
        System.arraycopy(magnitude, magnitude.length - length, fixed, 32 - length, length);
        return encode(fixed);
    }

    // Enough JSON for what is written and read here: names and values need no escaping.
    static String json(Map<String, ?> members) {
        return new TreeMap<>(members).entrySet().stream()
            .map(member -> '"' + member.getKey() + "\\":" + value(member.getValue()))
            .collect(Collectors.joining(",", "{", "}"));
    }

    static String value(Object value) {
        return value instanceof Long || value.toString().startsWith("{") ? value.toString() : '"' + value.toString() + '"';
    }

    static String member(String name, String json) {
        var match = Pattern.compile('"' + name + "\\"\\\\s*:\\\\s*\\"([^\\"]*)\\"").matcher(json);
        if (!match.find()) throw fail(json);
        return match.group(1);
    }

    static String sign(Map<String, ?> header, Map<String, ?> claims) throws GeneralSecurityException {
        var head = new TreeMap<String, Object>(header);
        head.put("alg", "ES256");
        var body = new TreeMap<String, Object>(claims);
        body.put("jti", UUID.randomUUID().toString());
        body.put("iat", Instant.now().getEpochSecond());
        String input = encode(bytes(json(head))) + '.' + encode(bytes(json(body)));
        var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(privateKey);
        signature.update(bytes(input));
        return input + '.' + encode(signature.sign());
    }

    static String proof(String method, String url, String token) throws GeneralSecurityException {
        var claims = new TreeMap<String, Object>(Map.of("htm", method, "htu", url.split("\\\\?")[0], "nonce", nonce));
        if (token != null) claims.put("ath", encode(MessageDigest.getInstance("SHA-256").digest(bytes(token))));
        return sign(Map.of("typ", "dpop+jwt", "jwk", jwk), claims);
    }

    static HttpResponse<String> send(String method, String url, Map<String, String> headers, String body)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create(url)).timeout(Duration.ofSeconds(30));
        headers.forEach(request::header);
        var publisher = body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body);
        return HTTP.send(request.method(method, publisher).build(), BodyHandlers.ofString());
    }

    static String ask(String method, String url, Map<String, String> headers, String body)
            throws IOException, InterruptedException {
        var answer = send(method, url, headers, body);
        if (answer.statusCode() >= 300) throw fail(answer.body());
        return answer.body();
    }

    static String form(Map<String, String> fields) {
        return fields.entrySet().stream()
            .map(field -> field.getKey() + '=' + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
            .collect(Collectors.joining("&"));
    }

`;

const main = `    public static void main(String[] arguments) throws Exception {
        String apiKey = secret("OAF_API_KEY", "Set OAF_API_KEY to the API key");
        boolean enrolled = loadKey();

        // The server's challenge; every proof signs it.
        String metadata = ask("GET", METADATA_URL, Map.of(), null);
        nonce = member("nonce", ask("POST", member("nonce_endpoint", metadata), Map.of(), null));

        // Once: the temporary password enrols the public key.
        if (!enrolled) {
            String password = secret("OAF_TEMPORARY_PASSWORD", "Set OAF_TEMPORARY_PASSWORD for the first run");
            String url = member("registration_endpoint", metadata);
            String body = "{\\"token_endpoint_auth_method\\":\\"private_key_jwt\\",\\"jwks\\":{\\"keys\\":[" + jwk + "]}}";
            ask("POST", url, Map.of("Content-Type", "application/json",
                "Authorization", "DPoP " + password, "DPoP", proof("POST", url, password)), body);
            Files.writeString(KEY_FILE, "enrolled\\n", StandardOpenOption.APPEND);
        }

        // Every five minutes: the key signs the challenge and gets an access token.
        String url = member("token_endpoint", metadata);
        String assertion = sign(Map.of(),
            Map.of("iss", CLIENT_ID, "sub", CLIENT_ID, "aud", ISSUER, "exp", Instant.now().getEpochSecond() + 60));
        String body = form(Map.of("grant_type", "client_credentials",
            "client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
            "client_assertion", assertion, "scope", SCOPE, "resource", RESOURCE));
        String token = member("access_token", ask("POST", url,
            Map.of("Content-Type", "application/x-www-form-urlencoded", "DPoP", proof("POST", url, null)), body));

        // Every call: access token, API key, and a fresh proof that the key is still here.
        var response = send("GET", API_URL, Map.of("x-api-key", apiKey,
            "Authorization", "DPoP " + token, "DPoP", proof("GET", API_URL, token)), null);
        System.out.println(response.statusCode() + " " + response.body());
    }
}
`;

/** Java reads \\uXXXX also in comments, where a line break would turn the rest of a title into code. */
function withoutEscapes(title: string): string {
  return title.replace(/\\/g, '/');
}

function settings(connection: Connection, options?: SampleOptions): string {
  const { title, resource, url } = targetOf(connection, options);
  return `// Calls ${withoutEscapes(
    title,
  )}. Needs Java 17 or newer, and nothing else.
${imports}public class CallApi {
    static final String ISSUER = ${literal(connection.issuer)};
    static final String METADATA_URL = ${literal(
      metadataUrl(connection.issuer),
    )};
    static final String CLIENT_ID = ${literal(connection.clientId)};
    static final String SCOPE = ${literal(connection.scopes.join(' '))};
    static final String RESOURCE = ${literal(resource)};
    static final String API_URL = ${literal(url)};
    static final Path KEY_FILE = Path.of(CLIENT_ID + ".key.txt");

`;
}

/** A single Java source file that calls an API by means of the JDK only. */
export function javaSample(
  connection: Connection,
  options?: SampleOptions,
): string {
  return settings(connection, options) + keys + main;
}
