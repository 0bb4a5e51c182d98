'use strict';
(() => {
  const form = document.getElementById('filters');
  const map = document.getElementById('map');
  const detail = document.getElementById('detail');
  const shown = document.getElementById('shown');
  const heads = [...map.tHead.rows[1].cells];
  const rows = [...map.tBodies].flatMap((body) => [...body.rows]);
  const silent = document.getElementById('silent');
  const fold = document.getElementById('fold');
  const isSeen = (row) => !row.hidden && !row.parentElement.hidden;
  const cellsOf = (row) => [...row.cells].slice(1);

  const isOf = (agency, kind, wanted) =>
    !wanted || wanted === agency || wanted === `kind:${kind}`;

  // Items of a list that name an agency, a field or a status, each where it has one.
  const matches = (item, chosen) =>
    (!('agency' in item.dataset) || isOf(item.dataset.agency, item.dataset.kind, chosen.agency)) &&
    (!('field' in item.dataset) || !chosen.field || item.dataset.field === chosen.field) &&
    (!('status' in item.dataset) || !chosen.verdict || item.dataset.status === chosen.verdict);

  function filterMap(chosen) {
    const columns = heads.map((head) =>
      (!chosen.field || head.dataset.field === chosen.field) &&
      (!chosen.reached || head.dataset.reached === chosen.reached));
    for (const head of map.tHead.rows[0].querySelectorAll('[data-field]')) {
      const its = (one, at) => one.dataset.field === head.dataset.field && columns[at];
      const width = heads.filter(its).length;
      head.hidden = width === 0;
      head.colSpan = width || 1;
    }
    heads.forEach((head, number) => { head.hidden = !columns[number]; });
    const reaching = heads.map(() => false);
    for (const row of rows) {
      let found = !chosen.verdict;
      const wanted = isOf(row.dataset.agency, row.dataset.kind, chosen.agency);
      cellsOf(row).forEach((cell, number) => {
        const status = cell.dataset.s || '';
        const fits = !chosen.verdict || status === chosen.verdict;
        cell.hidden = !columns[number];
        cell.classList.toggle('faint', !fits);
        if (columns[number] && fits && status) {
          found = true;
          reaching[number] = reaching[number] || wanted;
        }
      });
      row.hidden = !wanted || !found;
    }
    return reaching;
  }

  function filterTargets(reaching) {
    for (const [number, head] of heads.entries()) {
      const article = document.getElementById(head.firstElementChild.hash.slice(1));
      if (article) article.hidden = !reaching[number];
    }
    for (const heading of document.querySelectorAll('.targets > h3')) {
      const field = heading.dataset.field;
      heading.hidden = !heads.some((head, at) => head.dataset.field === field && reaching[at]);
    }
  }

  function filterLists(chosen) {
    for (const item of document.querySelectorAll('li[data-agency], li[data-status]')) {
      item.hidden = !matches(item, chosen);
    }
    for (const agency of document.querySelectorAll('.owed > details')) {
      const some = [...agency.querySelectorAll('li')].some((item) => !item.hidden);
      agency.hidden = !some || !isOf(agency.dataset.agency, agency.dataset.kind, chosen.agency);
    }
    for (const target of document.querySelectorAll('#periods li[data-field]')) {
      const some = [...target.querySelectorAll('li')].some((item) => !item.hidden);
      target.hidden = !some || !matches(target, chosen);
    }
    for (const due of document.querySelectorAll('.calendar li[data-agencies]')) {
      const leads = due.dataset.agencies.split(' ');
      const kinds = due.dataset.kinds.split(' ').map((kind) => `kind:${kind}`);
      const led = !chosen.agency || [...leads, ...kinds].includes(chosen.agency);
      due.hidden = !led || (Boolean(chosen.field) && due.dataset.field !== chosen.field);
    }
  }

  function filter() {
    const chosen = Object.fromEntries(new FormData(form));
    // "Open" is said of what the province reaches, all else of what an agency does.
    chosen.reached = chosen.verdict === 'undecided' ? chosen.verdict : '';
    if (chosen.reached) chosen.verdict = '';
    if (silent) silent.hidden = fold.getAttribute('aria-expanded') === 'false' && !chosen.agency;
    const reaching = filterMap(chosen);
    filterTargets(reaching);
    filterLists(chosen);
    hideDetail();
    settleFocus();
    shown.textContent = shown.dataset.text
      .replace('{agencies}', rows.filter((row) => !row.hidden).length)
      .replace('{targets}', reaching.filter(Boolean).length);
  }

  function link(text, href) {
    const made = document.createElement('a');
    made.textContent = text;
    made.setAttribute('href', href);
    return made;
  }

  function showDetail(cell) {
    const row = cell.parentElement;
    const head = heads[cell.cellIndex - 1];
    detail.replaceChildren();
    if (!cell.dataset.s) return hideDetail();
    const value = cell.dataset.v ? `: ${cell.dataset.v}` : '';
    detail.append(`${row.cells[0].textContent} · ${head.title} (`);
    detail.append(link(head.dataset.clause, head.firstElementChild.hash), ') · ');
    detail.append(cell.textContent + value);
    if (row.dataset.file) {
      detail.append(' · ', link(row.dataset.name, row.dataset.file));
      if (cell.dataset.at) detail.append(`, ${cell.dataset.at}`);
    }
    detail.hidden = false;
    return undefined;
  }

  function hideDetail() { detail.hidden = true; }

  // One cell of the map is in the tab order; arrow keys move from there.
  let current = null;
  function settleFocus(cell) {
    const usable = cell || (current && current.offsetParent ? current : null) ||
      rows.filter(isSeen).flatMap(cellsOf).find((one) => !one.hidden);
    if (current) current.tabIndex = -1;
    current = usable || null;
    if (current) current.tabIndex = 0;
  }

  function neighbour(cell, key) {
    const row = cell.parentElement;
    const across = cellsOf(row).filter((one) => !one.hidden);
    const down = rows.filter(isSeen);
    const at = across.indexOf(cell);
    const level = down.indexOf(row);
    const inRow = (target) => target && target.cells[cell.cellIndex];
    switch (key) {
      case 'ArrowRight': return across[at + 1];
      case 'ArrowLeft': return across[at - 1];
      case 'ArrowDown': return inRow(down[level + 1]);
      case 'ArrowUp': return inRow(down[level - 1]);
      case 'Home': return across[0];
      case 'End': return across[across.length - 1];
      default: return null;
    }
  }

  map.addEventListener('keydown', (event) => {
    const cell = event.target.closest('td');
    if (!cell) return;
    if (event.key === 'Escape') hideDetail();
    const next = neighbour(cell, event.key);
    if (next) {
      event.preventDefault();
      settleFocus(next);
      next.focus();
    }
  });
  map.addEventListener('focusin', (event) => {
    const cell = event.target.closest('td');
    if (cell) showDetail(cell);
  });
  map.addEventListener('click', (event) => {
    const cell = event.target.closest('td');
    if (cell) { settleFocus(cell); cell.focus(); }
  });

  // A link to an agency's list opens it.
  function openTarget() {
    const aim = document.querySelector(':target');
    if (aim && aim.tagName === 'DETAILS') aim.open = true;
    if (aim) aim.scrollIntoView();
  }
  window.addEventListener('hashchange', openTarget);

  // Paper has nothing to click on.
  let closed = [];
  window.addEventListener('beforeprint', () => {
    closed = [...document.querySelectorAll('details:not([open])')];
    closed.forEach((one) => { one.open = true; });
  });
  window.addEventListener('afterprint', () => { closed.forEach((one) => { one.open = false; }); });

  // What is chosen stands in the address, so that a view can be sent.
  function toAddress() {
    const chosen = new URLSearchParams([...new FormData(form)].filter(([, value]) => value));
    const query = chosen.toString();
    const path = location.href.split(/[?#]/)[0];
    try {
      history.replaceState(null, '', path + (query ? `?${query}` : '') + location.hash);
    } catch (error) { /* a page that a frame or a sandbox shows has no address of its own */ }
  }

  function fromAddress() {
    for (const [name, value] of new URLSearchParams(location.search)) {
      const choice = form.elements.namedItem(name);
      const known = choice && [...choice.options].some((one) => one.value === value);
      if (known) choice.value = value;
    }
  }

  // Headings that are jumped to stand below the bar, which grows as the window narrows.
  function measure() {
    const sticks = getComputedStyle(form).position === 'sticky';
    const height = sticks ? form.offsetHeight : 0;
    document.documentElement.style.setProperty('--bar', `${height}px`);
  }

  form.addEventListener('change', () => { filter(); toAddress(); });
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('reset', () => setTimeout(() => { filter(); toAddress(); }));
  form.hidden = false;
  if (fold) {
    fold.hidden = false;
    fold.addEventListener('click', () => {
      fold.setAttribute('aria-expanded', String(fold.getAttribute('aria-expanded') === 'false'));
      filter();
    });
  }
  fromAddress();
  window.addEventListener('resize', measure);
  for (const row of rows) for (const cell of cellsOf(row)) cell.tabIndex = -1;
  filter();
  measure();
  openTarget();
})();
