// Copies the code of the page; without JavaScript the button stays hidden and the code can be selected.
for (const button of document.querySelectorAll("[data-copy]")) {
  const code = document.getElementById(button.dataset.copy);
  const status = button.parentElement.querySelector("[role=status]");
  button.hidden = false;
  button.addEventListener("click", async () => {
    try {
      await navigator.clipboard.writeText(code.textContent);
      status.textContent = "De code is gekopieerd.";
    } catch {
      // Without https there is no clipboard: select the code, so that one key copies it.
      getSelection().selectAllChildren(code);
      code.focus();
      status.textContent = "De code is geselecteerd. Kopieer met Ctrl-C of Cmd-C.";
    }
  });
}
