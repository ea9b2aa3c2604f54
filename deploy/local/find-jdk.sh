# Sourced by ./run and ./verify: sets JAVA_HOME to a JDK 25 or newer, or says what to install.

jdk_version() {
    # The release file says the version without starting a JVM.
    sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$1/release" 2>/dev/null
}

is_jdk_25() {
    [ -x "$1/bin/javac" ] && [ -x "$1/bin/java" ] || return 1
    version=$(jdk_version "$1")
    [ -n "$version" ] && [ "$version" -ge 25 ]
}

path_jdk() {
    # Follows links from the javac on the PATH to its JDK.
    program=$(command -v javac 2>/dev/null) || return 0
    while [ -L "$program" ]; do
        link=$(readlink "$program")
        case $link in
            /*) program=$link ;;
            *) program=$(dirname "$program")/$link ;;
        esac
    done
    (cd "$(dirname "$program")/.." 2>/dev/null && pwd)
}

find_jdk() {
    for candidate in \
        "${JAVA_HOME:-}" \
        "$(path_jdk)" \
        /usr/lib/jvm/* \
        /usr/java/* \
        /opt/java/* \
        /opt/jdk* \
        "${SDKMAN_DIR:-$HOME/.sdkman}"/candidates/java/* \
        "$HOME"/.jdks/* \
        "$(/usr/libexec/java_home -v 25+ 2>/dev/null || true)" \
        /Library/Java/JavaVirtualMachines/*/Contents/Home \
        /opt/homebrew/opt/openjdk*/libexec/openjdk.jdk/Contents/Home; do
        if [ -n "$candidate" ] && is_jdk_25 "$candidate"; then
            JAVA_HOME=$candidate
            export JAVA_HOME
            return 0
        fi
    done
    echo "The exchange needs a JDK 25 or newer, and none was found." >&2
    echo "Install one (for instance Eclipse Temurin 25) or set JAVA_HOME to it." >&2
    return 1
}
