using System.Runtime.InteropServices;

namespace Gateway.Tests.WebConsole.Browser;

/// <summary>How somebody looks at the console.</summary>
/// <param name="Language"><c>zh</c> or <c>en</c>.</param>
/// <param name="IsDark">The dark theme.</param>
/// <param name="Width">Of the window, pixels.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Look(string Language, bool IsDark = false, int Width = Look.DeskWidth)
{
    public const int DeskWidth = 1400;

    /// <summary>The narrowest phone that the console is for (issue 20).</summary>
    public const int PhoneWidth = 390;

    private const int DeskHeight = 1000;
    private const int PhoneHeight = 844;

    /// <summary>Both languages, light and dark, at a desk.</summary>
    public static readonly Look[] All = [new("zh"), new("zh", IsDark: true), new("en"), new("en", IsDark: true)];

    public static readonly Look Phone = new("zh", Width: PhoneWidth);

    public int Height => Width == PhoneWidth ? PhoneHeight : DeskHeight;

    /// <summary>What the console keeps in its cookie.</summary>
    public string Cookie => $"{Language}.{(IsDark ? "dark" : "light")}";

    public override string ToString() => Width == DeskWidth ? Cookie : $"{Cookie}, {Width} px";
}
