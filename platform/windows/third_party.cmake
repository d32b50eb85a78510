# What src/cmake/ThirdParty.cmake is for other systems: here everything comes from one prefix, made by
# dependencies.sh, and is linked statically.
find_package(Threads REQUIRED)
set(FTENV_WINDOWS_INCLUDE ${FTENV_WINDOWS_PREFIX}/include)
set(FTENV_WINDOWS_LIB ${FTENV_WINDOWS_PREFIX}/lib)

# ftenv_prefix_library(NAME DEFINITION LIBRARY…): the target NAME
function(ftenv_prefix_library name definition)
  add_library(${name} INTERFACE IMPORTED)
  target_include_directories(${name} SYSTEM INTERFACE ${FTENV_WINDOWS_INCLUDE})
  target_link_libraries(${name} INTERFACE ${ARGN})
  if(definition)
    target_compile_definitions(${name} INTERFACE ${definition})
  endif()
endfunction()

ftenv_prefix_library(ftenv_win_boost "BOOST_FILESYSTEM_STATIC_LINK=1;BOOST_ALL_NO_LIB;_WIN32_WINNT=0x0A00;UNICODE;_UNICODE;NOMINMAX;WIN32_LEAN_AND_MEAN"
                     ${FTENV_WINDOWS_LIB}/libboost_filesystem.a advapi32)
# Header only; Debian's spdlog takes fmt from its own package.
ftenv_prefix_library(ftenv_win_spdlog "SPDLOG_FMT_EXTERNAL;FMT_HEADER_ONLY")
ftenv_prefix_library(ftenv_win_headers "")
ftenv_prefix_library(ftenv_win_curl CURL_STATICLIB ${FTENV_WINDOWS_LIB}/libcurl.a
                     z ws2_32 crypt32 bcrypt advapi32)
ftenv_prefix_library(LibArchive::LibArchive LIBARCHIVE_STATIC ${FTENV_WINDOWS_LIB}/libarchive.a
                     ${FTENV_WINDOWS_LIB}/liblzma.a ${FTENV_WINDOWS_LIB}/libzstd.a ${FTENV_WINDOWS_LIB}/libbz2.a
                     z bcrypt advapi32)

set(FTENV_TOMLPLUSPLUS_INCLUDE ${FTENV_WINDOWS_INCLUDE})
set(FTENV_TL_EXPECTED_INCLUDE ${FTENV_WINDOWS_INCLUDE})
set(FTENV_RE2_INCLUDE ${FTENV_WINDOWS_INCLUDE})
set(FTENV_LIBELF_INCLUDE)
set(FTENV_YAML_INCLUDE ${FTENV_WINDOWS_INCLUDE})

set(FTENV_LIBRARIES_base ftenv_win_boost ftenv_win_spdlog ftenv_win_headers Threads::Threads)
set(FTENV_LIBRARIES_model)
set(FTENV_LIBRARIES_platform bcrypt)
set(FTENV_LIBRARIES_io ftenv_win_curl LibArchive::LibArchive)
set(FTENV_LIBRARIES_inspect ${FTENV_WINDOWS_LIB}/libre2.a ${FTENV_WINDOWS_LIB}/libyaml-cpp.a)
set(FTENV_LIBRARIES_engine)
set(FTENV_LIBRARIES_cli ftenv_win_headers)
