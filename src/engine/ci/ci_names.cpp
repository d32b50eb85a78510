#include "engine/ci/ci_names.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "model/recipe/recipe_loader.hpp"

namespace ftenv {

Result<CiNames> load_ci_names() {
  FTENV_TRY(const Toml recipe, shipped_recipe("workflow.toml"));
  CiNames names;
  names.python = recipe["python"].string_or("");
  names.container_python = recipe["container_python"].string_or("");
  names.gil_pythons = recipe["gil_pythons"].strings();
  const Toml& actions = recipe["actions"];
  names.setup_python = actions["setup_python"].strings();
  names.maturin = actions["maturin"].strings();
  names.cache = actions["cache"].strings();
  names.rust_cache = actions["rust_cache"].strings();
  names.upload = actions["upload"].strings();
  names.download = actions["download"].strings();
  names.publish = actions["publish"].strings();
  names.environments = actions["environments"].strings();
  names.publish_commands = recipe.dotted("commands.publish").strings();
  names.linux_runners = recipe.dotted("runners.linux").strings();
  names.windows_runners = recipe.dotted("runners.windows").strings();
  names.built_folders = recipe.dotted("caches.built").strings();
  names.template_text = recipe.dotted("init.template").string_or("");
  return names;
}

bool is_one_of(const std::string& word, const std::vector<std::string>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool contains_one_of(std::string_view text, const std::vector<std::string>& parts) {
  return std::any_of(parts.begin(), parts.end(), [&](const std::string& p) { return contains(text, p); });
}

}  // namespace ftenv
