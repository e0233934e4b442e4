//! TypeScript types of what the Rust code gives and takes, from the Rust types themselves.

use std::{fmt::Write, fs};

use anyhow::{Context, Result, bail};
use syn::{Attribute, Fields, Item, Type, punctuated::Punctuated};

const OUT: &str = "pkg/src/generated/types.ts";

/// Where the types are, and which.
const TYPES: [(&str, &[&str]); 8] = [
    (
        "src/report/mod.rs",
        &["Report", "Tool", "FileReport", "File", "FileKind", "Analysis", "Summary"],
    ),
    (
        "src/finding/mod.rs",
        &[
            "Finding",
            "Location",
            "Original",
            "Context",
            "ContextKind",
            "Remediation",
            "Excerpt",
            "Severity",
            "Exposure",
            "Environment",
            "Confidence",
        ],
    ),
    ("src/report/site.rs", &["Site", "Coverage", "Share", "Missed", "ThirdParty", "Probe"]),
    ("src/finding/allow.rs", &["Allow", "Suppressed"]),
    ("src/environment/variable.rs", &["Variable"]),
    ("src/config.rs", &["Options", "Persona"]),
    ("src/rules/listing.rs", &["Rule", "Said", "Names"]),
    ("src/rules/user/mod.rs", &["RuleText", "RuleNames"]),
];

/// Writes the types.
pub(crate) fn write() -> Result<()> {
    fs::create_dir_all("pkg/src/generated")?;
    Ok(fs::write(OUT, generated()?)?)
}

/// Fails when the types in the repository are not those of the Rust code.
pub(crate) fn check() -> Result<()> {
    if fs::read_to_string(OUT).unwrap_or_default() != generated()? {
        bail!("{OUT} is out of date: run `cargo xtask types`");
    }
    Ok(())
}

fn generated() -> Result<String> {
    let mut text =
        "// Generated from the Rust types by `cargo xtask types`: do not edit.\n".to_owned();
    for (path, names) in TYPES {
        let file = syn::parse_file(&fs::read_to_string(path)?)?;
        for name in names {
            let item = file.items.iter().find(|item| is_named(item, name));
            declare(item.with_context(|| format!("{path} has no {name}"))?, &mut text)?;
        }
    }
    Ok(text)
}

fn is_named(item: &Item, name: &str) -> bool {
    match item {
        Item::Struct(item) => item.ident == name,
        Item::Enum(item) => item.ident == name,
        _ => false,
    }
}

fn declare(item: &Item, text: &mut String) -> Result<()> {
    match item {
        Item::Struct(item) => {
            let rename = serde_value(&item.attrs, "rename_all");
            // Options are read: each member has a default. The rest is written.
            let is_partial = has(&item.attrs, "default");
            documentation(&item.attrs, "", text)?;
            writeln!(text, "export interface {} {{", item.ident)?;
            let Fields::Named(fields) = &item.fields else { bail!("{} has no names", item.ident) };
            for field in &fields.named {
                let name = field.ident.as_ref().context("the field has a name")?.to_string();
                let name = serde_value(&field.attrs, "rename")
                    .unwrap_or_else(|| renamed(&name, rename.as_deref()));
                let is_left_out = has(&field.attrs, "skip_serializing_if");
                let is_optional = is_left_out || is_partial || has(&field.attrs, "default");
                let (mut of, may_miss) = translated(&field.ty)?;
                if may_miss && !is_left_out {
                    of.push_str(" | null");
                }
                documentation(&field.attrs, "  ", text)?;
                let name = if name.contains('-') { format!("\"{name}\"") } else { name };
                writeln!(text, "  {name}{}: {of};", if is_optional { "?" } else { "" })?;
            }
            text.push_str("}\n");
        }
        Item::Enum(item) => {
            let rename = serde_value(&item.attrs, "rename_all");
            documentation(&item.attrs, "", text)?;
            let variants = item.variants.iter().map(|variant| {
                format!("\"{}\"", renamed(&variant.ident.to_string(), rename.as_deref()))
            });
            let variants = variants.collect::<Vec<_>>().join(" | ");
            writeln!(text, "export type {} = {variants};", item.ident)?;
        }
        _ => bail!("neither a struct nor an enum"),
    }
    Ok(())
}

/// The type in TypeScript, and whether it may be null.
fn translated(of: &Type) -> Result<(String, bool)> {
    if let Type::Reference(reference) = of {
        return match &*reference.elem {
            Type::Slice(slice) => Ok((format!("{}[]", translated(&slice.elem)?.0), false)),
            other => translated(other),
        };
    }
    if let Type::Tuple(tuple) = of {
        let members: Result<Vec<String>> =
            tuple.elems.iter().map(|member| Ok(translated(member)?.0)).collect();
        return Ok((format!("[{}]", members?.join(", ")), false));
    }
    let Type::Path(path) = of else { bail!("a type that is not known to this chore") };
    let last = path.path.segments.last().context("a path has an end")?;
    let inner = |index: usize| -> Result<String> {
        let syn::PathArguments::AngleBracketed(arguments) = &last.arguments else {
            bail!("{} has no argument", last.ident)
        };
        match arguments.args.iter().nth(index) {
            Some(syn::GenericArgument::Type(inner)) => Ok(translated(inner)?.0),
            _ => bail!("{} has no type", last.ident),
        }
    };
    Ok(match last.ident.to_string().as_str() {
        "Option" => (inner(0)?, true),
        "Vec" | "BTreeSet" => (format!("{}[]", inner(0)?), false),
        "BTreeMap" => (format!("Record<{}, {}>", inner(0)?, inner(1)?), false),
        // As it is read: a list that is checked.
        "UserRules" => ("RuleText[]".to_owned(), false),
        "String" | "str" => ("string".to_owned(), false),
        "bool" => ("boolean".to_owned(), false),
        "u8" | "u16" | "u32" | "u64" | "usize" | "i64" => ("number".to_owned(), false),
        other => (other.to_owned(), false),
    })
}

fn renamed(name: &str, rule: Option<&str>) -> String {
    match rule {
        Some("lowercase") => name.to_lowercase(),
        Some("camelCase") => {
            let mut parts = name.split('_');
            let first = parts.next().unwrap_or_default();
            let first = first[..1].to_lowercase() + &first[1..];
            parts.fold(first, |all, part| all + &part[..1].to_uppercase() + &part[1..])
        }
        Some("kebab-case") if name.contains('_') => name.replace('_', "-"),
        Some("kebab-case") => {
            let mut text = String::new();
            for letter in name.chars() {
                if letter.is_uppercase() && !text.is_empty() {
                    text.push('-');
                }
                text.push(letter.to_ascii_lowercase());
            }
            text
        }
        _ => name.to_owned(),
    }
}

fn serde_metas(attributes: &[Attribute]) -> impl Iterator<Item = syn::Meta> {
    attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("serde"))
        .filter_map(|attribute| {
            attribute
                .parse_args_with(Punctuated::<syn::Meta, syn::Token![,]>::parse_terminated)
                .ok()
        })
        .flatten()
}

fn has(attributes: &[Attribute], name: &str) -> bool {
    serde_metas(attributes).any(|meta| meta.path().is_ident(name))
}

fn serde_value(attributes: &[Attribute], name: &str) -> Option<String> {
    serde_metas(attributes).find(|meta| meta.path().is_ident(name)).and_then(|meta| string(&meta))
}

fn string(meta: &syn::Meta) -> Option<String> {
    match &meta.require_name_value().ok()?.value {
        syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(text), .. }) => Some(text.value()),
        _ => None,
    }
}

fn documentation(attributes: &[Attribute], indent: &str, text: &mut String) -> Result<()> {
    let lines: Vec<String> = attributes
        .iter()
        .filter(|attribute| attribute.path().is_ident("doc"))
        .filter_map(|attribute| string(&attribute.meta))
        // Links of rustdoc: [`Report`] is `Report`.
        .map(|line| line.trim().replace("[`crate::", "[`").replace("[`", "`").replace("`]", "`"))
        // Globs would end the comment.
        .map(|line| line.replace("*/", "*\\/"))
        .collect();
    match lines.as_slice() {
        [] => {}
        [line] => writeln!(text, "{indent}/** {line} */")?,
        lines => {
            writeln!(text, "{indent}/**")?;
            for line in lines {
                writeln!(text, "{indent} *{}{line}", if line.is_empty() { "" } else { " " })?;
            }
            writeln!(text, "{indent} */")?;
        }
    }
    Ok(())
}
