// Sentences of the linter: what stands in backticks is code.

export function Words({ text }: { text: string }) {
  return (
    <>
      {text.split("`").map((part, at, all) =>
        // An odd one out is a backtick of the text.
        at % 2 === 1 && at < all.length - 1 ? <code>{part}</code> : part,
      )}
    </>
  );
}
