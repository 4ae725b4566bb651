// What is to be typed over is selected: the code, or the number where there is no code.

document.querySelector("input.code[autofocus]")?.select();
