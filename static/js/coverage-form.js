// Shows the details of a stated coverage only where somebody states one.
(() => {
  const form = document.querySelector("form[data-coverage]");
  if (!form) return;
  const details = document.getElementById("rincian-cakupan");
  const show = () => {
    details.hidden = form.querySelector("input[name=stated]:checked")?.value !== "yes";
  };
  form.addEventListener("change", show);
  show();
})();
