namespace Gateway.Storage.Retention;

/// <summary>Why records of a site may go. The texts of <see cref="RetentionTerm.Text"/> stand in tables and answers.</summary>
public enum RetentionRule
{
    /// <summary>Nothing goes.</summary>
    Keeps,

    /// <summary>Its wages are settled, and the days after that are over: all of it goes.</summary>
    Settled,

    /// <summary>No site, or one of which nobody has said what it is: what is older than the settings say goes.</summary>
    Age,

    /// <summary>Only photos of registrations go.</summary>
    Photos,
}
