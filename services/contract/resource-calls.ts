/** Stands in a body for a secret of the service, by the name it has in the service's Secret (`USER_REPORTS`). */
export type SecretWord = { readonly secretKey: string };

/** One request that declares one resource. Sent again it changes nothing. */
export interface ResourceCall {
  /** For a person: `queue invoices`. */
  readonly what: string;
  readonly method: 'PUT' | 'POST' | 'DELETE';
  readonly path: string;
  /** JSON, or text that is sent as it is. */
  readonly body?: unknown;
  /** Sent as well, and signed. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Answers 200 once the resource is there, with `holds` in its text; the call is then left out unless `always` holds. */
  readonly seen?: string;
  readonly holds?: string;
  /** For what may change: sent also when the resource is there. */
  readonly always?: boolean;
}

/** A statement for psql, and a query that gives a row once it has been carried out. `secrets` are variables (`:'word'`) by name. */
export interface ResourceStatement {
  readonly what: string;
  readonly database: string;
  readonly sql: string;
  readonly seen?: string;
  readonly secrets?: Readonly<Record<string, SecretWord>>;
}

/** Declared resources as plain requests, for targets where no code of ours runs. `port` is a port's name. */
export type ResourceCalls =
  | { readonly by: 'http'; readonly port: string; readonly sign: 'none' | 'basic' | 's3'; readonly calls: readonly ResourceCall[] }
  | { readonly by: 'psql'; readonly port: string; readonly statements: readonly ResourceStatement[] };
