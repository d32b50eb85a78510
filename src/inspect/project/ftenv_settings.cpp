#include "inspect/project/ftenv_settings.hpp"

#include <algorithm>

#include "base/files.hpp"
#include "base/text.hpp"

namespace ftenv {
namespace {

struct Source {
  ProjectFiles& files;
  const fs::path& file;
  const fs::path& root;
};

Status refuse_unknown(const Source& source, const Toml& table, const std::vector<std::string>& known) {
  for (const auto& [key, value] : table.members()) {
    if (std::count(known.begin(), known.end(), key) > 0) continue;
    const std::string near = nearest(key, known);
    const std::string hint =
        near.empty() ? "known are `" + join(known, "`, `") + "`" : "did you mean `" + near + "`?";
    return fail(source.files.blame(source.file, value.at(), "unknown key `" + key + "`", {hint}));
  }
  return {};
}

// By its own name, or as what a link outside leads to.
bool is_brought_along(const fs::path& program, const fs::path& root) {
  if (!program.is_absolute()) return true;
  return lies_within(absolute_normal(program, root), root) || really_lies_within(program, root);
}

// python = "3.14"   python = ["3.14", "3.13"]
Status read_python(const Source& source, const Toml& value, ProjectSettings& settings) {
  if (!value.exists()) return {};
  std::vector<Written> wishes;
  if (value.is_string()) {
    wishes.push_back({value.string_or(""), source.file, value.at()});
  } else {
    FTENV_TRY(wishes, written_strings(source.files, source.file, value, "`python`"));
  }
  std::vector<std::string> texts;
  for (const Written& wish : wishes) {
    auto read = parse_python_wishes(wish.text);
    if (!read) {
      Error error = source.files.blame(wish, read.error().message, read.error().hints, read.error().finding);
      if (read.error().code == ErrorCode::unsupported) error.code = ErrorCode::unsupported;
      return fail(std::move(error));
    }
    for (const PythonWish& one : *read) {
      if (!one.path.empty() && is_brought_along(one.path, source.root)) {
        return fail(source.files.blame(
            wish, "`" + one.path + "` is an interpreter that the project brings along, which is not started",
            {"if you trust it, say so yourself: `--python " + one.path + "`"}));
      }
    }
    texts.push_back(wish.text);
  }
  if (texts.empty()) return fail(source.files.blame(source.file, value.at(), "`python` names no version"));
  settings.python = join(texts, ",");
  return {};
}

Status read_venv_setting(const Source& source, const Toml& value, ProjectSettings& settings) {
  if (!value.exists()) return {};
  const std::string text = value.string_or("");
  if (text.empty()) {
    return fail(source.files.blame(source.file, value.at(), "`venv` must be a folder's name"));
  }
  const fs::path directory = absolute_normal(text, source.root);
  const bool inside = !fs::path(text).is_absolute() && directory != source.root &&
                      lies_within(directory, source.root) && really_lies_within(directory, source.root);
  if (!inside) {
    return fail(source.files.blame(
        source.file, value.at(), "`venv` is `" + text + "`, which is not a folder inside the project",
        {"name one such as `.venv`; to put it elsewhere, say so yourself with `--venv " + shell_quote(text) +
         "`"}));
  }
  settings.venv = text;
  return {};
}

// [doctor]
// ignore = [{ id = "PP-14", reason = "only this machine" }]
Status read_doctor(const Source& source, const Toml& doctor, ProjectSettings& settings) {
  if (!doctor.exists()) return {};
  settings.ignored.clear();  // of the file below: key by key, the nearer one decides
  if (!doctor.is_table()) {
    return fail(source.files.blame(source.file, doctor.at(), "`doctor` must be a table"));
  }
  FTENV_CHECK(refuse_unknown(source, doctor, {"ignore"}));
  const Toml& ignored = doctor["ignore"];
  if (ignored.exists() && !ignored.is_array()) {
    return fail(source.files.blame(source.file, ignored.at(), "`ignore` must be an array"));
  }
  for (const Toml& entry : ignored.items()) {
    FTENV_CHECK(refuse_unknown(source, entry, {"id", "reason"}));
    if (entry["id"].string_or("").empty() || entry["reason"].string_or("").empty()) {
      return fail(source.files.blame(source.file, entry.at(), "what is ignored needs an `id` and a `reason`",
                                     {"for example `{ id = \"PP-14\", reason = \"only this machine\" }`"}));
    }
    settings.ignored.push_back({entry["id"].string_or(""), entry["reason"].string_or("")});
  }
  return {};
}

Status read_table(const Source& source, const Toml& table, ProjectSettings& settings) {
  FTENV_CHECK(refuse_unknown(source, table, {"python", "venv", "doctor"}));
  FTENV_CHECK(read_python(source, table["python"], settings));
  FTENV_CHECK(read_venv_setting(source, table["venv"], settings));
  return read_doctor(source, table["doctor"], settings);
}

}  // namespace

Result<ProjectSettings> read_settings(ProjectFiles& files, const fs::path& root,
                                      const std::optional<fs::path>& pyproject) {
  ProjectSettings settings;
  if (pyproject) {
    FTENV_TRY(const Toml* document, files.toml(*pyproject));
    FTENV_CHECK(read_table({files, *pyproject, root}, document->dotted("tool.ftenv"), settings));
  }
  const fs::path own = root / "ftenv.toml";
  if (is_file(own)) {
    FTENV_TRY(const Toml* document, files.toml(own));
    FTENV_CHECK(read_table({files, own, root}, *document, settings));
  }
  return settings;
}

}  // namespace ftenv
