// A file that is too large is told of before it is sent: a server may cut the sending off.
for (const field of document.querySelectorAll("input[data-largest]")) {
  field.addEventListener("change", () => {
    const [file] = field.files;
    const isTooLarge = file && file.size > Number(field.dataset.largest);
    field.setCustomValidity(isTooLarge ? field.dataset.tooLarge : "");
    field.reportValidity();
  });
}
