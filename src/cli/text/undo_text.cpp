#include "cli/text/undo_text.hpp"

#include "base/text.hpp"

namespace ftenv {
namespace {

std::string files(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " file" : " files");
}

std::string count_of_packages(std::size_t count) {
  return std::to_string(count) + (count == 1 ? " package" : " packages");
}

// Empty for what needs no line: folders that held the rest, and what is gone already.
std::string line_of(const UndoItem& item, const TextLayout& layout) {
  const std::string path = shortened(item.entry.path, layout);
  switch (item.action) {
    case UndoItem::remove:
      if (item.entry.kind == k_made_folder) return {};
      return layout.style.mark_todo() + " remove  " + path + "  " +
             layout.style.dim(human_bytes(item.bytes)) + "\n";
    case UndoItem::share: {
      std::string text = layout.style.mark_todo() + " remove  what is ftenv's in " + path + "  " +
                         layout.style.dim(files(item.ours.size()) + ", " + human_bytes(item.bytes)) + "\n";
      text +=
          layout.style.mark_warning() + " keep    " + std::to_string(item.kept_count) + " of others in it:\n";
      for (const std::string& file : item.kept) text += "            " + file + "\n";
      if (item.kept_count > item.kept.size())
        text += "            and " + std::to_string(item.kept_count - item.kept.size()) + " more\n";
      return text;
    }
    case UndoItem::keep:
      return layout.style.mark_warning() + " keep    " + path + ": " + item.because + "\n";
    case UndoItem::restore:
      return layout.style.mark_todo() + (item.entry.backup.empty() ? " remove  " : " restore ") + path +
             (item.entry.backup.empty() ? "" : ", as it was") + "\n";
    case UndoItem::settle:
      return layout.style.mark_idle() + " stays   " + path + ": " + item.because + "\n";
    case UndoItem::gone:
    case UndoItem::system:
    case UndoItem::uninstall:
      return {};
  }
  return {};
}

const char* word_of(UndoItem::Action action) {
  switch (action) {
    case UndoItem::remove:
      return "remove";
    case UndoItem::share:
      return "remove_ours";
    case UndoItem::keep:
      return "keep";
    case UndoItem::gone:
      return "gone";
    case UndoItem::restore:
      return "restore";
    case UndoItem::settle:
      return "settle";
    case UndoItem::system:
      return "package";
    case UndoItem::uninstall:
      return "uninstall";
  }
  return "";
}

}  // namespace

std::string render_undo_plan(const UndoPlan& plan, const TextLayout& layout) {
  std::string text;
  for (const UndoItem& item : plan.items) text += line_of(item, layout);
  for (const fs::path& own : plan.store) {
    text += layout.style.mark_todo() + " remove  " + shortened(own.string(), layout) + "\n";
  }
  const std::vector<std::string> stay = plan.packages(UndoItem::system);
  const std::vector<std::string> go = plan.packages(UndoItem::uninstall);
  if (text.empty() && stay.empty() && go.empty()) return "there is nothing of ftenv's to take back\n";
  if (!go.empty()) {
    text += layout.style.mark_todo() + " remove  " + count_of_packages(go.size()) + " of the system:\n";
    text += wrap(join(go, " "), layout.columns, "            ");
  }
  if (!stay.empty()) {
    text += wrap(count_of_packages(stay.size()) +
                     " of the system that ftenv has had installed stay; `--packages` removes them too: " +
                     join(stay, " "),
                 layout.columns, "");
  }
  return text;
}

std::string render_undo_outcome(const UndoOutcome& outcome, const TextLayout& layout) {
  std::string text = layout.style.mark_done() + " took back " + std::to_string(outcome.removed) +
                     (outcome.removed == 1 ? " thing, " : " things, ") + human_bytes(outcome.bytes) + "\n";
  for (const std::string& left : outcome.left)
    text += layout.style.mark_warning() + " left    " + shortened(left, layout) + "\n";
  return text;
}

std::string render_undo_runs(const std::vector<UndoRun>& runs, const TextLayout& layout) {
  if (runs.empty()) return "ftenv has made nothing here that it still knows of\n";
  std::string text;
  for (const UndoRun& run : runs) {
    text += layout.style.bold(run.run) + "  " + layout.style.dim(run.time) + "\n";
    std::vector<std::string> packages;
    for (const LedgerEntry& entry : run.entries) {
      if (entry.kind == k_made_package)
        packages.push_back(entry.path);
      else
        text += "  " + shortened(entry.path, layout) + "\n";
    }
    if (!packages.empty()) text += wrap("packages " + join(packages, " "), layout.columns, "  ");
  }
  return text;
}

Json undo_plan_json(const UndoPlan& plan) {
  Json items(Json::Array{});
  for (const UndoItem& item : plan.items) {
    Json one = Json::object({{"action", word_of(item.action)},
                             {"kind", item.entry.kind},
                             {"path", item.entry.path},
                             {"step", item.entry.step},
                             {"run", item.entry.run},
                             {"bytes", static_cast<std::int64_t>(item.bytes)}});
    if (!item.because.empty()) one.set("because", item.because);
    if (item.kept_count > 0) {
      one.set("kept_count", static_cast<std::int64_t>(item.kept_count));
      one.set("kept", Json::array(item.kept));
    }
    items.push(std::move(one));
  }
  Json own(Json::Array{});
  for (const fs::path& path : plan.store) own.push(path.string());
  return Json::object({{"items", std::move(items)}, {"store", std::move(own)}});
}

Json undo_runs_json(const std::vector<UndoRun>& runs) {
  Json list(Json::Array{});
  for (const UndoRun& run : runs) {
    Json made(Json::Array{});
    for (const LedgerEntry& entry : run.entries)
      made.push(Json::object({{"kind", entry.kind}, {"path", entry.path}, {"step", entry.step}}));
    list.push(Json::object({{"run", run.run}, {"time", run.time}, {"made", std::move(made)}}));
  }
  return list;
}

}  // namespace ftenv
