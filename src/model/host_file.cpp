#include "model/host_file.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "model/paper_path.hpp"
#include "model/recipe/recipe_table.hpp"

namespace ftenv {
namespace {

void one_of(RecipeTable& table, const char* key, const std::vector<std::string>& known, std::string& out) {
  table.text(key, out);
  if (std::find(known.begin(), known.end(), out) != known.end()) return;
  table.complain(key, out.empty() ? "is missing" : "is `" + out + "`", "it may be " + join(known, ", "));
}

void absolute_paths(RecipeTable& table, const char* key, std::vector<std::string>& out) {
  table.texts(key, out);
  for (const std::string& path : out) {
    if (!is_absolute_somewhere(path) || contains(path, "\\"))
      table.complain(key, "has `" + path + "`, which is no absolute path", "write C:/… or /…");
  }
}

void read_host(RecipeTable& table, HostFile& file) {
  Host& host = file.host;
  one_of(table, "os", {"linux", "macos", "windows"}, host.os);
  table.text("arch", host.arch);
  if (host.arch.empty()) table.complain("arch", "is missing", "as `uname -m` says it: \"x86_64\"");
  const bool linux = host.os == "linux";
  if (linux) one_of(table, "libc", {"glibc", "musl"}, host.libc);
  if (linux) table.text("libc_version", host.libc_version);
  table.text("os_release", file.os_release);
  if (linux && file.os_release.empty())
    table.complain("os_release", "is missing", "it is the text of /etc/os-release");
  if (!linux) {
    host.distro = host.os;
    table.text("version", host.distro_version);
    table.text("name", host.pretty_name);
    if (host.pretty_name.empty()) host.pretty_name = host.os;
  }
  std::int64_t cores = 4;
  table.bytes("cores", cores);
  if (cores < 1 || cores > 4096) table.complain("cores", "must be from 1 to 4096");
  host.cores = static_cast<int>(cores);
  table.flag("root", host.root);
  table.flag("container", host.container);
  table.flag("wsl", host.wsl);
  table.flag("translated", host.translated);
}

void read_answer(RecipeTable& table, RecordedAnswer& answer) {
  table.texts("argv", answer.argv);
  if (answer.argv.empty()) table.complain("argv", "is missing", "it is the program and its arguments");
  table.bytes("exit", answer.exit_code);
  table.text("out", answer.out);
  table.text("err", answer.err);
  table.flag("found", answer.found);
  table.table("each", [&](RecipeTable& all) {
    for (const std::string& word : all.keys()) all.text(word, answer.each[word]);
  });
  table.text("otherwise", answer.otherwise);
  table.bytes("otherwise_exit", answer.otherwise_exit);
  const bool open = !answer.argv.empty() && answer.argv.back() == "*";
  if (table.has("each") && !open) table.complain("each", "needs an argv that ends in \"*\"");
}

std::string usual_home(const Host& host) {
  if (host.os == "windows") return "C:/Users/ada";
  if (host.os == "macos") return "/Users/ada";
  return host.root ? "/root" : "/home/ada";
}

}  // namespace

Result<HostFile> parse_host_file(std::string_view text, const std::string& name) {
  auto toml = Toml::parse(text, name);
  if (!toml) {
    toml.error().code = ErrorCode::usage;
    return fail(std::move(toml).error());
  }
  HostFile file;
  std::optional<Error> error;
  RecipeTable table(*toml, name, {}, error);
  table.text("about", file.about);
  read_host(table, file);
  file.home = usual_home(file.host);
  table.text("home", file.home);
  absolute_paths(table, "programs", file.programs);
  absolute_paths(table, "files", file.files);
  table.table("environment", [&](RecipeTable& all) {
    for (const std::string& key : all.keys()) all.text(key, file.environment[key]);
  });
  table.tables("answer", [&](RecipeTable& one) { read_answer(one, file.answers.emplace_back()); });
  table.finish();
  if (!error) return file;
  error->code = ErrorCode::usage;
  error->hints.push_back("docs/platforms.md describes these files; tests/hosts/ has many");
  return fail(std::move(*error));
}

}  // namespace ftenv
