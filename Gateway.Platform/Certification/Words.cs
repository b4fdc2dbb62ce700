namespace Gateway.Platform.Certification;

/// <summary>A sentence for people, in both languages.</summary>
internal readonly record struct Words(string En, string Zh)
{
    public string In(bool chinese) => chinese ? Zh : En;
}
