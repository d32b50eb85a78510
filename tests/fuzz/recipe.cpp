// Any text as a recipe of every kind, as an overlay, and as a Cargo.lock: the readers say yes, or no in
// words.
#include <optional>
#include <string>
#include <vector>

#include "fuzz/fuzz.hpp"
#include "inspect/project/project.hpp"
#include "model/recipe/overlay_rules.hpp"
#include "model/recipe/recipe_loader.hpp"
#include "model/recipe/recipe_readers.hpp"
#include "model/recipe/recipe_warmup.hpp"

namespace ftenv {

// The shipped recipes are no part of this program: here every text stands for itself.
const std::vector<EmbeddedFile>& embedded_recipes() {
  static const std::vector<EmbeddedFile> k_none;
  return k_none;
}

namespace fuzz {
namespace {

template <class Read>
void offer(const Toml& toml, const Read& read) {
  std::optional<Error> error;
  RecipeTable table(toml, "recipe.toml", {}, error);
  read(table);
  table.finish();
  if (error) must(error->code == ErrorCode::recipe && !error->message.empty(), "a recipe's error says so");
}

void offer_to_all(const Toml& toml) {
  offer(toml, [](RecipeTable& table) {
    CpythonRecipe recipe;
    read_cpython(table, recipe);
    (void)lacking(recipe);
  });
  offer(toml, [](RecipeTable& table) {
    RustRecipe recipe;
    read_rust(table, recipe);
    (void)lacking(recipe);
  });
  offer(toml, [](RecipeTable& table) {
    CompatibilityRecipe recipe;
    read_compatibility(table, recipe);
    (void)lacking(recipe);
  });
  offer(toml, [](RecipeTable& table) {
    EnvironmentPolicy policy;
    read_environment(table, policy);
    (void)is_allowed("PYTHON_CONFIGURE_OPTS", policy);
  });
  offer(toml, [](RecipeTable& table) {
    PlatformRecipe recipe;
    const auto short_key = [](const std::string& key) { return key.size() < 4; };
    read_platform(table, recipe, {short_key, short_key, short_key});
    (void)lacking(recipe);
  });
  (void)read_warmup_recipe(toml, "recipe.toml");
}

void offer_as_overlay(const std::string& text) {
  for (const char* name : {"platforms/x.toml", "cpython.toml", "compatibility.toml", "environment.toml",
                           "failures.toml", "findings/IN.toml"}) {
    const OverlayFile file{name, name, text};
    const auto table = parse_overlay(file);
    must(table || table.error().code == ErrorCode::usage, "an overlay's error is its writer's");
    if (!table) continue;
    (void)check_new_digests(file, *table, CpythonRecipe{});
    (void)check_new_variables(file, *table, EnvironmentPolicy{});
  }
}

}  // namespace
}  // namespace fuzz
}  // namespace ftenv

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace ftenv;
  static const fs::path folder = fuzz::temporary_folder();
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  auto toml = Toml::parse(text, "recipe.toml");
  if (!toml) {
    fuzz::must(toml.error().code == ErrorCode::recipe, "what is no TOML is a recipe's error");
    return 0;
  }
  fuzz::offer_to_all(*toml);
  fuzz::offer_as_overlay(std::string(text));
  Toml twice = *toml;
  twice.merge(*toml);
  (void)twice.dotted("tool.maturin.module-name");
  const fs::path lock = folder / "Cargo.lock";
  fuzz::write_file(lock, text);
  (void)read_cargo_lock(lock);
  return 0;
}
