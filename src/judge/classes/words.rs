//! Words of the names of members: those of parts of an interface, and those of identifiers.

/// Names of members that identify or open something: random values under them say nothing about
/// their neighbours.
#[rustfmt::skip]
pub(super) const IDENTIFIERS: [&str; 66] = [
    "account", "app", "application", "audience", "bucket", "channel", "checksum", "client", "code",
    "commit", "consumer", "customer", "database", "db", "dev", "development", "device", "digest",
    "domain", "dsn", "email", "endpoint", "env", "environment", "fingerprint", "hash", "host", "id",
    "identifier", "installation", "instance", "issuer", "iv", "live", "login", "merchant", "name",
    "namespace", "nonce", "org", "organization", "partner", "prod", "production", "project",
    "region", "release", "salt", "sandbox", "seed", "session", "sha", "shop", "space", "staging",
    "store", "subject", "team", "tenant", "test", "uid", "user", "username", "uuid", "vendor",
    "workspace",
];

/// Words of class names for parts of an interface.
#[rustfmt::skip]
pub(super) const INTERFACE: [&str; 78] = [
    "actions", "active", "alert", "avatar", "badge", "banner", "body", "bottom", "box", "btn",
    "button", "caption", "card", "cell", "center", "checkbox", "close", "col", "column",
    "container", "content", "description", "dialog", "disabled", "divider", "dropdown", "error",
    "field", "focus", "footer", "form", "grid", "group", "header", "heading", "help", "hero",
    "hidden", "hint", "hover", "icon", "image", "img", "inner", "input", "item", "label", "layout",
    "left", "link", "list", "loading", "logo", "menu", "modal", "nav", "navbar", "outer", "overlay",
    "page", "panel", "radio", "right", "row", "section", "selected", "sidebar", "spinner", "submit",
    "subtitle", "tab", "table", "text", "title", "toggle", "toolbar", "tooltip", "wrapper",
];
