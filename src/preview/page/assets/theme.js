// Runs before anything is drawn, so that a dark page never flashes white.

const dark = matchMedia('(prefers-color-scheme: dark)');

function chosenTheme() {
  try {
    return localStorage.getItem('theme') ?? 'auto';
  } catch {
    return 'auto';
  }
}

function applyTheme() {
  const chosen = chosenTheme();
  const auto = dark.matches ? 'dark' : 'light';
  document.documentElement.dataset.theme = chosen === 'auto' ? auto : chosen;
}

applyTheme();
dark.addEventListener('change', applyTheme);

document.addEventListener('DOMContentLoaded', () => {
  for (const input of document.querySelectorAll('input[name="theme"]')) {
    input.checked = input.value === chosenTheme();
    input.addEventListener('change', () => {
      try {
        localStorage.setItem('theme', input.value);
      } catch {
        // A browser that keeps nothing still gets the theme for this visit.
      }
      if (input.value === 'auto') applyTheme();
      else document.documentElement.dataset.theme = input.value;
    });
  }
});
