namespace Gateway.Actors.Registrations;

/// <summary>The specification's names of the photos: in forms, in the database, in addresses and in the feed. Frozen.</summary>
public static class PhotoKinds
{
    private static readonly string[] Texts = ["idphoto", "photo", "inf_photo"];

    /// <summary>In the order of the specification.</summary>
    public static IReadOnlyList<PhotoKind> All { get; } = [PhotoKind.IdPhoto, PhotoKind.Photo, PhotoKind.InfPhoto];

    public static string Text(PhotoKind kind) => Texts[(int)kind];

    /// <summary>Null when there is no such photo.</summary>
    public static PhotoKind? Parse(string text) => Array.IndexOf(Texts, text) is var index and >= 0 ? (PhotoKind)index : null;
}
