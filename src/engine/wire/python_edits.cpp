// pyproject.toml, and the attribute of the modules.
#include <algorithm>

#include "base/text.hpp"
#include "engine/wire/wire_draft.hpp"
#include "inspect/project/compatibility.hpp"
#include "model/toml_edit.hpp"

namespace ftenv::wire {
namespace {

constexpr const char* k_classifier = "Programming Language :: Python :: Free Threading";

std::string shown(const Draft& draft, const SourcePlace& at) {
  return at.file.lexically_relative(draft.project.root).generic_string() + ":" + std::to_string(at.line);
}

bool needs_promise(const Draft& draft) {
  Project project;
  project.pyo3 = draft.project.pyo3;
  return gil_used_by_default(project, draft.rules.compatibility) && !draft.project.rust.gil_used_by_call;
}

bool promises(const PyModuleDeclaration& module) {
  return module.gil_used && !*module.gil_used;
}

void declare(Draft& draft, const PyModuleDeclaration& module) {
  DraftFile& file = draft.of(module.at.file);
  const std::string& text = file.text();
  const std::string promise = "gil_used = false";
  if (module.word_end < text.size() && text[module.word_end] == '(') {
    const std::size_t first = module.word_end + 1;
    const bool empty = first < text.size() && text[first] == ')';
    file.edits.push_back({first, first, promise + (empty ? "" : ", ")});
  } else {
    file.edits.push_back({module.word_end, module.word_end, "(" + promise + ")"});
  }
  file.change(module.at.line, "`" + module.name + "` promises to do without the GIL");
}

}  // namespace

Result<std::vector<std::string>> wire_maturin(Draft& draft, DraftFile& file) {
  std::vector<std::string> abi3;
  const Toml& maturin = file.toml.dotted("tool.maturin");
  const Toml& features = maturin["features"];
  std::vector<std::string> names{"pyo3", "pyo3-ffi"};
  const DraftFile& crate = draft.of(draft.project.extension);
  for (const Pyo3Entry& one : pyo3_entries(crate.toml, draft.of(draft.project.workspace).toml))
    names.push_back(one.name);
  std::vector<std::size_t> goes;
  for (std::size_t i = 0; i < features.items().size(); ++i) {
    const Toml& item = features.items()[i];
    const std::string entry = item.string_or("");
    AbiWish parts;
    if (!splits(entry, names, parts)) continue;
    if (parts.feature == k_switch) {
      draft.findings.push_back(pyo3_has_no_switch(draft, file, item.at().line, entry));
      file.change(item.at().line, "`" + entry + "` goes: PyO3 has no such feature");
    } else if (is_abi3(parts.feature)) {
      abi3.push_back(entry);
      file.change(item.at().line, "`" + entry + "` moves into the crate's default features");
    } else {
      continue;
    }
    goes.push_back(i);
  }
  if (maturin["no-default-features"].bool_or(false))
    draft.no_defaults_line = maturin["no-default-features"].key_at().line;
  if (goes.empty()) return abi3;
  const bool all = goes.size() == features.items().size() && maturin.members().size() > 1;
  file.add(all ? remove_member(file.text(), maturin, "features") : remove_items(file.text(), features, goes));
  return abi3;
}

void wire_classifier(Draft& draft, DraftFile& file) {
  const Toml& classifiers = file.toml.dotted("project.classifiers");
  int last = -1;
  const std::vector<std::string> known = classifiers.strings();
  // Who lists none does not publish what they say.
  if (known.empty() || known.size() != classifiers.items().size()) return;
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (starts_with(known[i], k_classifier)) return;
    if (starts_with(known[i], "Programming Language :: Python")) last = static_cast<int>(i);
  }
  if (last < 0) last = static_cast<int>(known.size()) - 1;
  const std::vector<PyModuleDeclaration>& modules = draft.project.rust.modules;
  const bool reviewed = draft.rules.assume_thread_safe ||
                        (!modules.empty() && std::all_of(modules.begin(), modules.end(), promises));
  const std::string level = reviewed ? "2 - Beta" : "1 - Unstable";
  file.add(
      insert_item(file.text(), classifiers, last, "\"" + std::string(k_classifier) + " :: " + level + "\""));
  file.change(classifiers.key_at().line,
              "the classifier says that there are free-threaded wheels; " +
                  std::string(reviewed ? "`2 - Beta`, because the modules promise to be thread-safe"
                                       : "`1 - Unstable`, until somebody has reviewed it for threads"));
}

void wire_modules(Draft& draft) {
  if (!needs_promise(draft)) return;
  const std::string version =
      draft.project.pyo3 ? "PyO3 " + draft.project.pyo3->text() : std::string("this PyO3");
  for (const PyModuleDeclaration& module : draft.project.rust.modules) {
    if (promises(module)) continue;
    const bool editable = !module.conditional && !module.gil_used;
    if (editable && draft.rules.assume_thread_safe) {
      declare(draft, module);
      continue;
    }
    std::string found = shown(draft, module.at) + ": the module `" + module.name + "` ";
    if (module.conditional) {
      found += "has its attribute under a condition (`cfg_attr`)";
    } else {
      found += module.gil_used ? "says `gil_used = true`" : "says nothing about the GIL";
    }
    Finding finding =
        draft.finding("WR-04", Severity::warning, found + ", and " + version + " then switches it on",
                      "`#[pymodule(gil_used = false)]`, once its code is reviewed for threads");
    if (editable) {
      finding.fixes.push_back(
          {"look at the places listed for review, then say so",
           {"ftenv wire --write --assume-thread-safe " + shell_quote(draft.project.root.string())},
           false,
           {}});
    } else {
      finding.fixes.push_back({"review its code, and change that attribute by hand", {}, false, {}});
    }
    draft.findings.push_back(std::move(finding));
  }
}

}  // namespace ftenv::wire
