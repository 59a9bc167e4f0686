/** Names and lines that tell of a secret, as trivy's checks of ConfigMaps see them. */
export const secretWord = /password|pw|pass|pword|passwd|secret|aws_access_key_id|pswrd|token/i;
export const secretLine = /(?:password|pw|pass|pword|passphrase|passwrd|passwd|secret|secretkey|aws_access_key_id|pswrd|token|pwd)\s*[=:]/i;
/** The same for what is personal. */
export const personalWord = /username|email|key|phone|sha1|md5|iban/i;
export const personalLine = /(?:username|email|key|phone|iban)\s*[=:]|sha1|md5|[\w.-]+@(?:[a-z0-9-]+\.)+[a-z]{2,4}/i;
/** And names and texts of credentials, as polaris sees them. */
export const credentialWord = /^aws_secret_access_key$|^google_application_credentials$|^azure_.+key|^oci_cli_key_content$|passw(?:or)?d|token|bearer|secret/i;
export const privateKey = /-BEGIN\s+.*PRIVATE KEY-/i;
