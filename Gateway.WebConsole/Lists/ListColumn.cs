using Gateway.WebConsole.Text;

namespace Gateway.WebConsole.Lists;

/// <summary>A column of a list, on its page and in its export.</summary>
/// <param name="Name">In the address: <c>columns=sn,site</c>.</param>
/// <param name="Shown">Unless others are chosen.</param>
public sealed record ListColumn(string Name, string English, string Chinese, bool Shown = true)
{
    /// <summary>Its heading.</summary>
    public string Title(ConsoleText text) => text.T(English, Chinese);
}
