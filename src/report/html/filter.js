const form = document.getElementById("filter");
if (form) {
  const articles = [...document.querySelectorAll("article")];
  const show = () => {
    const wanted = form.elements.text.value.toLowerCase();
    const severities = [...form.querySelectorAll("input:checked")].map((box) => box.value);
    let shown = 0;
    for (const article of articles) {
      const fits = severities.includes(article.dataset.severity) && article.textContent.toLowerCase().includes(wanted);
      article.hidden = !fits;
      shown += fits;
    }
    form.elements.shown.value = `${shown} of ${articles.length}`;
  };
  form.hidden = false;
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  show();
}
