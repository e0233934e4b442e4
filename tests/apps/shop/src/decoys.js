import { sink } from "./sink.js";

const messages = {
  en: { password: "Enter your password", apiKey: "Paste your API key here", secret: "Keep this secret!" },
  de: { password: "Passwort eingeben", apiKey: "API-Schlüssel hier einfügen", secret: "Bitte geheim halten" },
  fr: { password: "Saisissez votre mot de passe", tokenExpired: "Votre session a expiré" },
};

export function decoys() {
  sink(messages);
  // Keys that are meant to be public.
  sink({ publishable: ["{{*publishable}}"] });
  // Hashes, SRI, ids.
  sink({ sha: "{{?hex40}}", md5: "{{?hex32}}", sha256: "{{?hex64}}", buildId: "{{?base64url 21}}" });
  sink({ integrity: "sha384-{{?base64 48}}", etag: '"{{?hex32}}"', nonce: "{{?base64 16}}" });
  sink("{{?uuid}}", { sessionId: "{{?uuid}}", requestId: "{{?uuid}}", measurementId: "G-{{?upper 10}}" });
  sink({ chunk: (id) => "assets/" + id + { 12: "{{?hex16}}", 13: "{{?hex16}}" }[id] + ".js" });
  // Placeholders and examples of documentation.
  sink({ apiKey: "YOUR_API_KEY", secretKey: "your-secret-key-here", token: "xxxxxxxxxxxxxxxxxxxxxxxx" });
  sink({ apiKey: "<your api key>", secret: "${API_SECRET}", password: "changeme", token: "__API_TOKEN__" });
  sink("{{+sk_live_+xxxxxxxxxxxxxxxxxxxxxxxx}}", "{{+AKIA+IOSFODNN7EXAMPLE}}", "{{+ghp_+xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx}}");
  sink({ secretAccessKey: "{{+wJalrXUtnFEMI/K7MDENG/+bPxRfiCYEXAMPLEKEY}}" });
  // Names that say secret, and values that are words.
  sink({ passwordField: "password-input", tokenType: "bearer", secretLabel: "client-secret-label" });
  sink({ apiKeyHeader: "X-Api-Key", tokenUrl: "https://auth.example.com/oauth/token", grant: "client_credentials" });
  sink({ key: "ArrowDown", keyPath: "settings.account.apiKey", secretQuestion: "what-is-your-first-pet" });
  sink("flex items-center justify-between rounded-lg bg-white/80 px-4 py-2 text-sm shadow-lg hover:bg-gray-50");
  sink({ className: "Button_primary__a8Xk2 Button_large__Zq91b", token: "keyword.operator.assignment.js" });
  sink({ alphabet: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/" });
  sink("data:image/png;base64,{{?base64 240}}", "data:font/woff2;base64,{{?base64 300}}");
  sink({ path: "M12 2C6.48 2 2 6.48 2 12s4.48 10 10 10 10-4.48 10-10S17.52 2 12 2zm0 18c-4.41 0-8-3.59-8-8" });
  sink({ publicKey: "{{?base64 32}}", publicKeyPem: "-----BEGIN PUBLIC KEY-----\n{{?base64 90}}\n-----END PUBLIC KEY-----" });
  sink({ encryptionKeyId: "{{?uuid}}", passwordHashAlgorithm: "argon2id", tokenBucket: 5, maxTokens: "4096" });
}
