/* One button shows and hides the passwords of its form; without scripts there is no button. */

for (const button of document.querySelectorAll("[data-show-password]")) {
  const { form } = button;
  const fields = [...form.querySelectorAll("input[type=password]")];
  const show = (isShown) => {
    for (const field of fields) field.type = isShown ? "text" : "password";
    button.textContent = isShown ? button.dataset.hide : button.dataset.show;
  };
  button.hidden = false;
  button.addEventListener("click", () => show(fields[0].type === "password"));
  // Browsers offer to remember what is sent from a field for passwords only.
  form.addEventListener("submit", () => show(false));
}
