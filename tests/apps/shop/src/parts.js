export const half = "{{foldable.imported 9..}}";
export const parts = {
  first: "{{foldable.parts 0..5}}",
  second: "{{foldable.parts 5..14}}",
  third: "{{foldable.parts 14..}}",
};
