// The button opens the panel for the tab; pressing it is what lets leaklint read the tab.

chrome.action.onClicked.addListener((tab) => {
  if (tab.id === undefined) return;
  // Another address than the last one: an open panel is loaded anew, and reads the tab again.
  const path = `panel.html?tab=${tab.id}&at=${Date.now()}`;
  // Not waited for: the panel may be opened only while the press is handled.
  void chrome.sidePanel.setOptions({ tabId: tab.id, path, enabled: true });
  void chrome.sidePanel.open({ tabId: tab.id });
});
